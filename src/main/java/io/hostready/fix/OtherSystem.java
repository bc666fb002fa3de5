package io.hostready.fix;

import io.hostready.facts.DpkgStatus;
import io.hostready.facts.OsRelease;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A system without dpkg, and the command that installs packages there; the command is empty if the
 * system is unknown. Source: os-release(5), ID and ID_LIKE.
 */
record OtherSystem(String name, Optional<String> install) {

  private static final Map<String, String> INSTALL =
      Map.ofEntries(
          Map.entry("rhel", "dnf install"),
          Map.entry("fedora", "dnf install"),
          Map.entry("centos", "dnf install"),
          Map.entry("amzn", "dnf install"),
          Map.entry("suse", "zypper install"),
          Map.entry("opensuse", "zypper install"),
          Map.entry("sles", "zypper install"),
          Map.entry("arch", "pacman -S"),
          Map.entry("alpine", "apk add"),
          Map.entry("gentoo", "emerge"),
          Map.entry("void", "xbps-install"));

  /** Empty for a host with a dpkg database, or with one that cannot be read. */
  static Optional<OtherSystem> of(Host host) {
    if (!(DpkgStatus.read(host).stanzas() instanceof Absent)) {
      return Optional.empty();
    }
    OsRelease release = OsRelease.read(host);
    List<String> ids = new ArrayList<>(List.of(release.id()));
    ids.addAll(release.idLike());
    Optional<String> install = ids.stream().map(INSTALL::get).filter(i -> i != null).findFirst();
    return Optional.of(new OtherSystem(release.prettyName(), install));
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
