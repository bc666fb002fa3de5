package io.hostready.report;

import java.util.HashSet;
import java.util.Set;

/** Names of hosts in one document, each given once: clones of a host often share its name. */
final class HostNames {

  private final Set<String> given = new HashSet<>();

  /** The host's own name, or that with a number; safe to show. */
  String of(Report report) {
    String name = Shown.line(report.hostname());
    String free = name;
    for (int i = 2; !given.add(free); i++) {
      free = name + " (" + i + ")";
    }
    return free;
  }
}
