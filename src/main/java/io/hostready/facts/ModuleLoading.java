package io.hostready.facts;

import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a host's administrator says of loading a module: that it must not be, or that it is at every
 * boot. Source: modprobe.d(5), modules-load.d(5), the kernel's module_blacklist=, modules_load= and
 * kernel.modules_disabled.
 *
 * <p>{@code blacklist NAME} in modprobe.d and {@code modprobe.blacklist=} only switch off loading
 * by alias, as when a device appears: {@code modprobe NAME} still loads it, so that neither counts
 * as forbidden here.
 */
public final class ModuleLoading {

  private static final String DISABLED = "/proc/sys/kernel/modules_disabled";

  /** Programs that load nothing, wherever they lie. */
  private static final Set<String> NOTHING = Set.of("false", "true", ":", "exit", "nologin");

  private ModuleLoading() {}

  /** A file, its line, and what it says there. */
  public record Said(String source, int line, String text) {}

  /**
   * What forbids loading the module: Absent when nothing does, Unreadable when a file that might
   * could not be read.
   */
  public static Fact<Said> forbidden(Host host, String name) {
    if (host.word(DISABLED).filter("1"::equals).isPresent()) {
      return known(new Said(DISABLED, 1, "1"));
    }
    KernelCommandLine arguments = KernelCommandLine.read(host);
    if (normalised(arguments.valuesOf("module_blacklist")).contains(name)) {
      return known(new Said(KernelCommandLine.PATH, 1, "module_blacklist=" + name));
    }
    // The first install line of a name is the one that modprobe takes.
    Optional<FileText.Unreadable> unread = Optional.empty();
    for (FileText file : ConfigFolders.read(host, "modprobe.d")) {
      switch (file) {
        case FileText.Text(String path, String content) -> {
          Optional<Said> install = installLine(path, content, name);
          if (install.isPresent()) {
            return loadsNothing(install.get()) ? known(install.get()) : absent();
          }
        }
        case FileText.Missing _ -> {}
        case FileText.Unreadable cannot -> unread = Optional.of(cannot);
      }
    }
    return unread.isPresent()
        ? new Fact.Unreadable<>(unread.get().path(), unread.get().why())
        : absent();
  }

  private static Fact<Said> known(Said said) {
    return new Fact.Known<>(said, said.source());
  }

  private static Fact<Said> absent() {
    return new Fact.Absent<>("/etc/modprobe.d");
  }

  /** The line {@code install NAME COMMAND} of a module, where the name may be a pattern. */
  static Optional<Said> installLine(String path, String content, String name) {
    int number = 0;
    StringBuilder command = new StringBuilder();
    for (String line : Fields.lines(content)) {
      number++;
      boolean goesOn = line.endsWith("\\");
      command.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (goesOn) {
        continue;
      }
      String text = command.toString().strip();
      command.setLength(0);
      String[] words = text.split("\\s+", 3);
      if (words.length == 3
          && words[0].equals("install")
          && new Glob(words[1].replace('-', '_')).matches(name)) {
        return Optional.of(new Said(path, number, text));
      }
    }
    return Optional.empty();
  }

  private static boolean loadsNothing(Said install) {
    String program = install.text().split("\\s+", 4)[2];
    return NOTHING.contains(program.substring(program.lastIndexOf('/') + 1).replace(";", ""));
  }

  /** What loads the module at every boot: Absent when nothing does. */
  public static Fact<Said> atBoot(Host host, String name) {
    KernelCommandLine arguments = KernelCommandLine.read(host);
    if (normalised(arguments.valuesOf("modules_load")).contains(name)) {
      return known(new Said(KernelCommandLine.PATH, 1, "modules_load=" + name));
    }
    List<FileText> files = new ArrayList<>(ConfigFolders.read(host, "modules-load.d"));
    files.add(host.text("/etc/modules")); // Debian and Ubuntu; often the same by a link
    Optional<FileText.Unreadable> unread = Optional.empty();
    for (FileText file : files) {
      switch (file) {
        case FileText.Text(String path, String content) -> {
          Optional<Said> listed = listLine(path, content, name);
          if (listed.isPresent()) {
            return known(listed.get());
          }
        }
        case FileText.Missing _ -> {}
        case FileText.Unreadable cannot -> unread = Optional.of(cannot);
      }
    }
    return unread.isPresent()
        ? new Fact.Unreadable<>(unread.get().path(), unread.get().why())
        : new Fact.Absent<>("/etc/modules-load.d and /etc/modules");
  }

  /** A line with the module's name; /etc/modules may have arguments behind it. */
  static Optional<Said> listLine(String path, String content, String name) {
    int number = 0;
    for (String line : Fields.lines(content)) {
      number++;
      String text = line.strip();
      if (!text.startsWith("#")
          && !text.startsWith(";")
          && text.split("\\s+", 2)[0].replace('-', '_').equals(name)) {
        return Optional.of(new Said(path, number, text));
      }
    }
    return Optional.empty();
  }

  private static List<String> normalised(List<String> names) {
    return names.stream().map(name -> name.replace('-', '_')).toList();
  }
}
