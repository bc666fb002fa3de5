package io.hostready.change;

import io.hostready.host.FileStatus;
import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A kernel module, now. modprobe(8). */
public record LoadedModule(String name) implements Setting {

  public static final String LOADED = "loaded";
  public static final String NOT_LOADED = "not loaded";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public LoadedModule {
    Words.check(name, NAME, "a module's name");
  }

  @Override
  public String described() {
    return "kernel module " + name;
  }

  @Override
  public Reading read(Host host) {
    // A builtin module with parameters has a folder there too, and modprobe then does nothing.
    return switch (host.status(path())) {
      case FileStatus.Present _ -> new Reading.Value(LOADED);
      case FileStatus.Missing _ -> new Reading.Value(NOT_LOADED);
      case FileStatus.Unreadable(String why) -> new Reading.Unknown("/sys/module: " + why);
    };
  }

  /** The folder that the kernel has for it once it is loaded. */
  String path() {
    return "/sys/module/" + kernelName();
  }

  private String kernelName() {
    return name.replace('-', '_'); // modprobe(8): there is no difference
  }

  /** Who keeps it loaded, by proc_modules(5); empty when nobody does. */
  Optional<String> user(Host host) {
    if (!(host.text("/proc/modules") instanceof FileText.Text modules)) {
      return Optional.empty();
    }
    // name, size, use count, users separated by commas
    return modules.lines().stream()
        .map(line -> line.split(" "))
        .filter(parts -> parts.length > 3 && parts[0].equals(kernelName()))
        .filter(parts -> !parts[2].equals("0"))
        .map(parts -> parts[3].equals("-") ? parts[2] + " users" : parts[3].replaceAll(",$", ""))
        .findFirst();
  }

  @Override
  public List<List<String>> commandsTo(String value) {
    return value.equals(LOADED)
        ? List.of(List.of("modprobe", name))
        : List.of(List.of("modprobe", "-r", name));
  }

  @Override
  public void check(String value) {
    Words.checkEither(value, LOADED, NOT_LOADED);
  }
}
