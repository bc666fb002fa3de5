package io.hostready.report;

import io.hostready.host.HostSource;
import io.hostready.run.HostIdentity;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Unique names of hosts in one document: clones of a host often share its name. */
final class HostNames {

  private final Set<String> given = new HashSet<>();

  /** The last number after a name, so that ten thousand clones are not counted each time. */
  private final Map<String, Integer> last = new HashMap<>();

  /**
   * The host's own name; if another host has it, with the file or directory that the host was read
   * from, otherwise with a number. Safe to show.
   */
  String of(HostReport report) {
    return of(HostIdentity.of(report, ""));
  }

  /** The same of a host alone. */
  String of(HostIdentity host) {
    String name = SafeText.line(host.name());
    HostSource source = host.source();
    if (given.add(name)) {
      return name;
    }
    String free = source.isThisMachine() ? name : name + " (" + file(source) + ")";
    while (!given.add(free)) {
      free = name + " (" + last.merge(name, 2, (before, _) -> before + 1) + ")";
    }
    return free;
  }

  private static String file(HostSource source) {
    String path = source.toString().replaceFirst("/+$", "");
    return SafeText.line(path.substring(path.lastIndexOf('/') + 1));
  }
}
