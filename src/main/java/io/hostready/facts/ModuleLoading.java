package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import io.hostready.text.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The administrator's configuration for loading a module: that it is forbidden, or that it is
 * loaded at every boot. Source: modprobe.d(5), modules-load.d(5), the kernel's module_blacklist=,
 * modules_load= and kernel.modules_disabled.
 *
 * <p>{@code blacklist NAME} in modprobe.d and {@code modprobe.blacklist=} only disable loading by
 * alias, such as when a device appears: {@code modprobe NAME} still loads the module, so neither is
 * reported as forbidden here.
 */
public final class ModuleLoading {

  private static final String DISABLED = "/proc/sys/kernel/modules_disabled";

  /** Programs that load nothing, in any directory. */
  private static final Set<String> NOTHING = Set.of("false", "true", ":", "exit", "nologin");

  private ModuleLoading() {}

  /** A file, its line, and the setting in it. */
  public record Said(String source, int line, String text) {}

  /**
   * What forbids loading the module: Absent if nothing does, Unreadable if a file that might could
   * not be read.
   */
  public static Reading<Said> forbidden(Host host, String name) {
    if (host.trimmedText(DISABLED).filter("1"::equals).isPresent()) {
      return known(new Said(DISABLED, 1, "1"));
    }
    KernelCommandLine arguments = KernelCommandLine.read(host);
    if (normalised(arguments.valuesOf("module_blacklist")).contains(name)) {
      return known(new Said(KernelCommandLine.PATH, 1, "module_blacklist=" + name));
    }
    // modprobe uses the first install line of a name.
    Reading<Said> install = first(Lines.read(host).ofModprobe(), name, "/etc/modprobe.d");
    return install instanceof Present(var said, _) && !loadsNothing(said)
        ? new Absent<>("/etc/modprobe.d")
        : install;
  }

  private static Reading<Said> known(Said said) {
    return new Present<>(said, said.source());
  }

  /** The first line for a module; without one, an unreadable file that might have one. */
  private static Reading<Said> first(List<Part> parts, String name, String where) {
    Reading<Said> unread = new Absent<>(where);
    for (Part part : parts) {
      if (part.file() instanceof Unreadable(var path, var why)) {
        unread = new Unreadable<>(path, why);
      }
      for (Line line : part.lines()) {
        if (line.isFor().test(name)) {
          return known(line.said());
        }
      }
    }
    return unread;
  }

  /** A line for the modules whose names match. */
  private record Line(Predicate<String> isFor, Said said) {}

  private record Part(Reading<String> file, List<Line> lines) {}

  /** The lines of all files, parsed once for all modules. */
  private record Lines(List<Part> ofModprobe, List<Part> ofBoot) {

    static Lines read(Host host) {
      return host.fact(Lines.class, Lines::look);
    }

    private static Lines look(Host host) {
      List<Reading<String>> ofBoot =
          new ArrayList<>(ConfigDirectories.read(host, "modules-load.d"));
      ofBoot.add(host.text("/etc/modules")); // Debian and Ubuntu; often the same by a link
      return new Lines(
          parts(ConfigDirectories.read(host, "modprobe.d"), ModuleLoading::installLines),
          parts(ofBoot, ModuleLoading::listLines));
    }

    private static List<Part> parts(
        List<Reading<String>> files, BiFunction<String, String, List<Line>> parse) {
      return files.stream()
          .map(
              file ->
                  new Part(
                      file,
                      file instanceof Present(var content, var path)
                          ? parse.apply(path, content)
                          : List.of()))
          .toList();
    }
  }

  /** Lines {@code install NAME COMMAND}; the name may be a pattern. */
  private static List<Line> installLines(String path, String content) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    StringBuilder command = new StringBuilder();
    for (String line : Columns.lines(content)) {
      number++;
      boolean goesOn = line.endsWith("\\");
      command.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (goesOn) {
        continue;
      }
      String text = command.toString().strip();
      command.setLength(0);
      String[] words = text.split("\\s+", 3);
      if (words.length == 3 && words[0].equals("install")) {
        lines.add(
            new Line(new Glob(words[1].replace('-', '_'))::matches, new Said(path, number, text)));
      }
    }
    return lines;
  }

  private static boolean loadsNothing(Said install) {
    String program = install.text().split("\\s+", 4)[2];
    return NOTHING.contains(program.substring(program.lastIndexOf('/') + 1).replace(";", ""));
  }

  /** What loads the module at every boot: Absent if nothing does. */
  public static Reading<Said> atBoot(Host host, String name) {
    KernelCommandLine arguments = KernelCommandLine.read(host);
    if (normalised(arguments.valuesOf("modules_load")).contains(name)) {
      return known(new Said(KernelCommandLine.PATH, 1, "modules_load=" + name));
    }
    return first(Lines.read(host).ofBoot(), name, "/etc/modules-load.d and /etc/modules");
  }

  /** Lines with a module's name; /etc/modules may have parameters after it. */
  private static List<Line> listLines(String path, String content) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(content)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#") && !text.startsWith(";")) {
        String name = text.split("\\s+", 2)[0].replace('-', '_');
        lines.add(new Line(name::equals, new Said(path, number, text)));
      }
    }
    return lines;
  }

  private static List<String> normalised(List<String> names) {
    return names.stream().map(name -> name.replace('-', '_')).toList();
  }
}
