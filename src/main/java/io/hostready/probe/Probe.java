package io.hostready.probe;

import io.hostready.host.Host;
import java.util.List;

/** One query to a host. Changes nothing. */
public interface Probe {

  /**
   * The subject of the query, as operators name it: "br_netfilter", "/etc/default/ufw",
   * "docker-ce".
   */
  String subject();

  /** The subject of an observation, if the query is for one of several objects. */
  default String subjectOf(Observation.Found found) {
    return subject();
  }

  /** Each queried name, for a probe that observes a state for each. */
  default List<String> subjects() {
    return List.of(subject());
  }

  /** The sentence that the subject is present. */
  default String presence() {
    return subject() + " found";
  }

  /** The sentence that the subject is absent. */
  default String absence() {
    return subject() + " not found";
  }

  /** The same for an observation, if it has more detail. */
  default String absence(Observation.Absent absent) {
    return absence();
  }

  /**
   * Shell commands that print what the probe reads, for a person at a prompt; empty if no command
   * does. They change nothing. A command can need root.
   */
  List<String> commands();

  /** Reads the host. Never throws because of the host's state: that is an observation. */
  Observation observe(Host host);
}
