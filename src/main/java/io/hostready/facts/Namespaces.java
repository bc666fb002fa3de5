package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.VersionNumber;
import java.util.List;

/**
 * Kinds of namespace that the kernel has, by the names in a process's ns folder, sorted: mnt, net,
 * pid, ipc, uts, user, cgroup, time. Linux before 3.8 lists ipc, net and uts only. Source:
 * namespaces(7).
 */
public record Namespaces(Reading<List<String>> kinds) {

  private static final String FOLDER = "/proc/self/ns";

  /** Since this version every process has the folder, however the kernel was built. */
  private static final VersionNumber FIRST_WITH_FOLDER = VersionNumber.parse("3.0");

  public static Namespaces read(Host host) {
    return host.fact(Namespaces.class, h -> new Namespaces(look(h)));
  }

  private static Reading<List<String>> look(Host host) {
    return host.list(FOLDER)
        .map(Namespaces::parse)
        .or(
            () ->
                isOlder(host)
                    ? new Absent<>(FOLDER)
                    : new Unreadable<>(
                        FOLDER, "no such folder, though every Linux since 3.0 has it"));
  }

  private static boolean isOlder(Host host) {
    return KernelRelease.read(host)
        .version()
        .toOptional()
        .map(release -> release.compareTo(FIRST_WITH_FOLDER) < 0)
        .orElse(false);
  }

  /** Leaves out the entries that say into which namespace children will be born. */
  static List<String> parse(List<String> names) {
    return names.stream().filter(name -> !name.endsWith("_for_children")).sorted().toList();
  }
}
