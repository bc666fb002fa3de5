package io.hostready.change;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a kernel module is loaded now. modprobe(8). */
public record LoadedModule(String name) implements Setting {

  public static final String LOADED = "loaded";
  public static final String NOT_LOADED = "not loaded";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public LoadedModule {
    Words.check(name, NAME, "a module's name");
  }

  @Override
  public String description() {
    return "kernel module " + name;
  }

  @Override
  public ChangeSummary change(String value) {
    return value.equals(LOADED)
        ? new ChangeSummary(ChangeSummary.Sign.CREATE, "load", description())
        : new ChangeSummary(ChangeSummary.Sign.REMOVE, "unload", description());
  }

  @Override
  public Reading<String> read(Host host) {
    // A built-in module with parameters has the directory, too, and modprobe then does nothing.
    return switch (host.status(path())) {
      case Present(_, var source) -> new Present<>(LOADED, source);
      case Absent(var where) -> new Present<>(NOT_LOADED, where);
      case Unreadable(_, var why) -> new Unreadable<>("/sys/module", why);
    };
  }

  /** The directory of a loaded module in /sys. */
  public String path() {
    return "/sys/module/" + kernelName();
  }

  private String kernelName() {
    return name.replace('-', '_'); // modprobe(8): - and _ are equivalent
  }

  /** What uses the module, according to proc_modules(5); empty if it is unused. */
  public Optional<String> user(Host host) {
    // name, size, use count, users separated by commas
    return host.text("/proc/modules")
        .orElse("")
        .lines()
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
