package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Modules listed in /proc/modules, in file order, names with _ throughout. Absent if the kernel was
 * built without modules. Source: proc_modules(5).
 */
public record LoadedModules(Reading<List<LoadedModule>> listing) {

  public static final String PATH = "/proc/modules";

  /** One module. Size in bytes; line from 1. */
  public record LoadedModule(String name, long size, int line) {}

  public static LoadedModules read(Host host) {
    return host.fact(
        LoadedModules.class, h -> new LoadedModules(h.text(PATH).parse(LoadedModules::parse)));
  }

  /**
   * Parses name, size, use count, users and state.
   *
   * @throws IllegalArgumentException naming the line that has no size
   */
  public static List<LoadedModule> parse(String text) {
    List<LoadedModule> modules = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] fields = Columns.of(line);
      if (fields.length < 2 || !Columns.isNumber(fields[1], 18)) {
        throw new IllegalArgumentException("line " + number + " has no name and size");
      }
      modules.add(new LoadedModule(fields[0].replace('-', '_'), Long.parseLong(fields[1]), number));
    }
    return List.copyOf(modules);
  }
}
