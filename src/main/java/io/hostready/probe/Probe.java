package io.hostready.probe;

import io.hostready.host.Host;
import java.util.List;

/** One question to a host. Looks and changes nothing. */
public interface Probe {

  /** What is asked about, as operators call it: "br_netfilter", "/etc/default/ufw", "docker-ce". */
  String subject();

  /** The subject of what was found, where that is one of several things asked about. */
  default String subjectOf(Observation.Found found) {
    return subject();
  }

  /** Each name asked about, of a probe that sees a state for each. */
  default List<String> subjects() {
    return List.of(subject());
  }

  /** The sentence that the subject is there. */
  default String presence() {
    return subject() + " found";
  }

  /** The sentence that the subject is not there. */
  default String absence() {
    return subject() + " not found";
  }

  /** The same of what was seen, where that says more. */
  default String absence(Observation.Absent absent) {
    return absence();
  }

  /**
   * Shell commands that print what the probe reads, for a person at a prompt; empty if no command
   * does. They change nothing. A command can need root.
   */
  List<String> commands();

  /** Looks. Never throws for what a host has or lacks: that is an observation. */
  Observation observe(Host host);
}
