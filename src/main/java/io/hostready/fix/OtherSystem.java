package io.hostready.fix;

import io.hostready.change.Dnf;
import io.hostready.change.PackageManager;
import io.hostready.facts.DnfProgram;
import io.hostready.facts.DpkgStatus;
import io.hostready.facts.OsRelease;
import io.hostready.facts.PackageCommands;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import java.util.List;
import java.util.Optional;

/**
 * A system without dpkg, and the commands of its package manager; they are empty if the system is
 * unknown.
 */
record OtherSystem(String name, Optional<PackageCommands> commands) {

  private static final String BOTH = "hostready changes packages by apt and dpkg, or by dnf 4";

  /** Empty for a host with a dpkg database, or with one that cannot be read. */
  static Optional<OtherSystem> of(Host host) {
    if (!(DpkgStatus.read(host).stanzas() instanceof Absent)) {
      return Optional.empty();
    }
    return Optional.of(
        new OtherSystem(OsRelease.read(host).prettyName(), PackageCommands.of(host)));
  }

  /** Why a host with dnf 4 cannot have some of Debian's packages; empty if it has all. */
  static Optional<String> refusalWithoutPackages(Host host, List<String> debian) {
    String name = OsRelease.read(host).prettyName();
    Optional<PackageCommands> commands = PackageCommands.of(host);
    if (commands.isEmpty()) {
      return Optional.of(
          "The names of packages of "
              + name
              + " are not known. Install these by hand: "
              + String.join(", ", debian)
              + ".");
    }
    List<String> missing =
        debian.stream().filter(each -> commands.get().namesOf(each).isEmpty()).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            name
                + " has no package of "
                + String.join(" and ", missing)
                + ". Make this change by hand.");
  }

  /** Why neither apt nor dnf 4 can be used on a host, with the manual steps; empty if one can. */
  static Optional<String> refusal(Host host) {
    return Dnf.isOn(host) ? Optional.empty() : refusal(host, BOTH, Optional.empty());
  }

  /**
   * The same for a step that is one command: the manual step has that of the host's manager.
   *
   * @param apt the command of apt, such as {@code apt-get install iptables}
   */
  static Optional<String> refusal(Host host, String apt) {
    return Dnf.isOn(host) ? Optional.empty() : refusal(host, BOTH, Optional.of(apt));
  }

  /** The same for a step that needs apt and dpkg. */
  static Optional<String> refusalWithoutApt(Host host) {
    return refusal(host, withoutApt(host), Optional.empty());
  }

  private static String withoutApt(Host host) {
    return Dnf.isOn(host) ? "This fix is for hosts with apt and dpkg" : BOTH;
  }

  /** The same for a step that needs dnf 4. */
  static Optional<String> refusalWithoutDnf(Host host) {
    return PackageManager.of(host) instanceof Dnf
        ? Optional.empty()
        : refusal(host, BOTH, Optional.empty())
            .or(() -> Optional.of("This fix is for hosts with dnf 4, and this host has dpkg."));
  }

  private static Optional<String> refusal(Host host, String needed, Optional<String> apt) {
    return of(host)
        .map(
            system ->
                needed
                    + ", and this host is "
                    + system.name()
                    + manager(host)
                    + ". "
                    + apt.flatMap(command -> system.commands().map(own -> own.in(command)))
                        .map(command -> "Run '" + command + "'.")
                        .orElse("Make this change by hand."));
  }

  /** What a host without dpkg has instead. */
  private static String manager(Host host) {
    return DnfProgram.of(host)
        .map(program -> " with " + program.description())
        .orElse(" without dpkg (no " + DpkgStatus.PATH + ") and dnf 4 (no /usr/bin/dnf-3)");
  }
}
