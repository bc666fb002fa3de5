package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.util.Optional;
import java.util.Set;

/**
 * The Docker version that is judged in place of the installed one, in the rehearsal of an upgrade.
 * The packages of Docker Engine then have this version in the package database, and the daemon of
 * this version has not answered yet. Everything else is the host as it is.
 */
public record DockerRehearsal(Optional<VersionNumber> version) {

  /** The packages of one release of Docker Engine, by all package managers. */
  static final Set<String> PACKAGES =
      Set.of(
          "docker",
          "docker-ce",
          "docker-ce-cli",
          "docker-ce-rootless-extras",
          "docker-cli",
          "docker-ee",
          "docker-engine",
          "docker.io",
          "moby-cli",
          "moby-engine");

  /** The same host at the same moment, as it would be with another Docker version. */
  public static Host of(Host host, VersionNumber version) {
    return host.supposing(DockerRehearsal.class, new DockerRehearsal(Optional.of(version)));
  }

  /** The version that is rehearsed on a host; empty for the host as it is. */
  public static Optional<VersionNumber> on(Host host) {
    return host.fact(DockerRehearsal.class, _ -> new DockerRehearsal(Optional.empty())).version();
  }
}
