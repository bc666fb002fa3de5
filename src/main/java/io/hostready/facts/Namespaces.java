package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Listing;
import java.util.List;

/**
 * Kinds of namespace that the kernel has, by the names in a process's ns folder, sorted: mnt, net,
 * pid, ipc, uts, user, cgroup, time. Linux before 3.8 lists ipc, net and uts only. Source:
 * namespaces(7).
 */
public record Namespaces(Fact<List<String>> kinds) {

  private static final String SELF = "/proc/self";
  private static final String FOLDER = SELF + "/ns";

  public static Namespaces read(Host host) {
    return host.fact(Namespaces.class, h -> new Namespaces(look(h)));
  }

  private static Fact<List<String>> look(Host host) {
    return switch (host.list(FOLDER)) {
      case Listing.Names(List<String> names) -> new Fact.Known<>(parse(names), FOLDER);
      case Listing.Unreadable(String why) -> new Fact.Unreadable<>(FOLDER, why);
      case Listing.Missing() ->
          host.has(SELF)
              ? new Fact.Absent<>(FOLDER)
              : new Fact.Unreadable<>(FOLDER, "there is no " + SELF + " to look into");
    };
  }

  /** Leaves out the entries that say into which namespace children will be born. */
  static List<String> parse(List<String> names) {
    return names.stream().filter(name -> !name.endsWith("_for_children")).sorted().toList();
  }
}
