package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.VersionNumber;
import java.util.List;

/**
 * Namespace types of the kernel, by the names in a process's ns directory, sorted: mnt, net, pid,
 * ipc, uts, user, cgroup, time. Linux before 3.8 lists only ipc, net and uts. Source:
 * namespaces(7).
 */
public record Namespaces(Reading<List<String>> kinds) {

  private static final String DIRECTORY = "/proc/self/ns";

  /** Since this version every process has the directory, regardless of the kernel config. */
  private static final VersionNumber FIRST_WITH_DIRECTORY = VersionNumber.parse("3.0");

  public static Namespaces read(Host host) {
    return host.fact(Namespaces.class, h -> new Namespaces(look(h)));
  }

  private static Reading<List<String>> look(Host host) {
    return host.list(DIRECTORY)
        .map(Namespaces::parse)
        .or(
            () ->
                isOlder(host)
                    ? new Absent<>(DIRECTORY)
                    : new Unreadable<>(
                        DIRECTORY, "no such directory, though every Linux since 3.0 has it"));
  }

  private static boolean isOlder(Host host) {
    return KernelRelease.read(host)
        .version()
        .toOptional()
        .map(release -> release.compareTo(FIRST_WITH_DIRECTORY) < 0)
        .orElse(false);
  }

  /** Skips the entries for the namespaces of future children. */
  static List<String> parse(List<String> names) {
    return names.stream().filter(name -> !name.endsWith("_for_children")).sorted().toList();
  }
}
