package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.facts.DpkgStatus;
import io.hostready.facts.OsRelease;
import io.hostready.host.Host;
import java.util.Optional;

/**
 * The distribution whose packages a host uses: Debian, Ubuntu or Raspbian, also for their
 * derivatives. Architecture is dpkg's. Source: os-release(5); the directories below
 * https://download.docker.com/linux.
 */
record Distribution(String name, String codename, String architecture) {

  /**
   * Detects it; throws PlanningException for a host that has none of these, or does not identify
   * itself.
   */
  static Distribution of(Host host) {
    OsRelease release = OsRelease.read(host);
    String name = name(release);
    // os-release(5) has VERSION_CODENAME; derivatives add that of the release on which they are
    // based.
    Optional<String> codename =
        release
            .field(name.equals("ubuntu") ? "UBUNTU_CODENAME" : "DEBIAN_CODENAME")
            .or(() -> release.field("VERSION_CODENAME"));
    if (codename.isEmpty() || !codename.get().matches("[a-z][a-z0-9-]*")) {
      throw new PlanningException(
          "os-release of "
              + release.prettyName()
              + " has no VERSION_CODENAME, which selects the packages. Add the repository by"
              + " hand.");
    }
    return new Distribution(
        name,
        codename.get(),
        DpkgStatus.read(host)
            .architecture()
            .orElseThrow(
                () ->
                    new PlanningException(
                        DpkgStatus.PATH + " does not contain the architecture of this host.")));
  }

  private static String name(OsRelease release) {
    return release
        .packagesOf()
        .orElseThrow(
            () ->
                new PlanningException(
                    release.prettyName()
                        + " is not Debian, Ubuntu or a derivative. Install the packages with this"
                        + " system's package manager."));
  }

  /** A template of a rule, for display without a host. */
  static String description(String template) {
    return template
        .replace("{distribution}", "<debian|ubuntu|raspbian>")
        .replace("{codename}", "<codename>");
  }

  /** A template of a rule with {distribution} and {codename} filled in. */
  String fill(String template) {
    return template.replace("{distribution}", name).replace("{codename}", codename);
  }
}
