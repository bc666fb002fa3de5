package io.hostready.fix;

import io.hostready.facts.DpkgStatus;
import io.hostready.facts.OsRelease;
import io.hostready.facts.PackageCommands;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import java.util.Optional;

/**
 * A system without dpkg, and the command that installs packages there; the command is empty if the
 * system is unknown.
 */
record OtherSystem(String name, Optional<String> install) {

  /** Empty for a host with a dpkg database, or with one that cannot be read. */
  static Optional<OtherSystem> of(Host host) {
    if (!(DpkgStatus.read(host).stanzas() instanceof Absent)) {
      return Optional.empty();
    }
    return Optional.of(
        new OtherSystem(
            OsRelease.read(host).prettyName(),
            PackageCommands.of(host).map(PackageCommands::install)));
  }

  /** Why apt and dpkg cannot be used on a host, with the manual steps; empty if they can. */
  static Optional<String> refusal(Host host) {
    return of(host)
        .map(
            system ->
                "hostready changes packages by apt and dpkg only, and this host is "
                    + system.name()
                    + " without dpkg (no "
                    + DpkgStatus.PATH
                    + "). Make this change by hand"
                    + system.install().map(command -> " with '" + command + "'").orElse("")
                    + ".");
  }
}
