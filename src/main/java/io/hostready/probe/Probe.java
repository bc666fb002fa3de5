package io.hostready.probe;

import io.hostready.host.Host;

/** One question to a host. Looks and changes nothing. */
public interface Probe {

  /**
   * What is asked about, as it reads in a sentence before a state: "kernel module dm_mod",
   * "/etc/default/ufw".
   */
  String subject();

  /** The subject with every name asked about, where that is too long for a finding. */
  default String subjectInFull() {
    return subject();
  }

  /** The subject of what was found, where that is one of several things asked about. */
  default String subjectOf(Observation.Found found) {
    return subject();
  }

  /** Looks. Never throws for what a host has or lacks: that is an observation. */
  Observation observe(Host host);
}
