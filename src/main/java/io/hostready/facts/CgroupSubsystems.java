package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Controllers compiled into the kernel and whether they are enabled, in file order. Source:
 * /proc/cgroups, cgroups(7). Kernels without cgroup v1 omit controllers.
 */
public record CgroupSubsystems(Reading<List<Subsystem>> listing) {

  private static final String PATH = "/proc/cgroups";

  /** One controller; not enabled means disabled by cgroup_disable=. Line from 1. */
  public record Subsystem(String name, boolean isEnabled, int line) {}

  public static CgroupSubsystems read(Host host) {
    return host.fact(
        CgroupSubsystems.class,
        h -> new CgroupSubsystems(h.text(PATH).parse(CgroupSubsystems::parse)));
  }

  /**
   * Parses the table of name, hierarchy, number of cgroups and 1 or 0.
   *
   * @throws IllegalArgumentException naming the malformed line
   */
  public static List<Subsystem> parse(String text) {
    List<Subsystem> subsystems = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] fields = Columns.of(line);
      if (fields.length != 4 || !(fields[3].equals("0") || fields[3].equals("1"))) {
        throw new IllegalArgumentException("line " + number + " is '" + line.strip() + "'");
      }
      subsystems.add(new Subsystem(fields[0], fields[3].equals("1"), number));
    }
    return List.copyOf(subsystems);
  }
}
