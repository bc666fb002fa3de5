package io.hostready.fix;

import io.hostready.change.Apt;
import io.hostready.change.Dnf;
import io.hostready.change.PackageManager;
import io.hostready.change.PlanningException;
import io.hostready.docker.DockerPlatform;
import io.hostready.facts.Architecture;
import io.hostready.facts.BaseRelease;
import io.hostready.facts.DpkgStatus;
import io.hostready.facts.OsRelease;
import io.hostready.facts.PackageCommands;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The distribution whose packages a host uses, also for derivatives: Debian, Ubuntu or Raspbian;
 * RHEL, CentOS Stream or Fedora. Codename is the number of the release for the latter. Architecture
 * is that of dpkg or rpm. Source: os-release(5); the directories below
 * https://download.docker.com/linux.
 */
record Distribution(String name, String codename, String architecture) {

  /** Its name in addresses of rules: with a version, Docker's directory for this version. */
  private static final Pattern NAME = Pattern.compile("\\{distribution(?::([0-9][0-9.]*))?}");

  private static final Set<String> APT = Set.of("debian", "ubuntu", "raspbian");
  private static final Set<String> DNF = Set.of("rhel", "centos", "fedora");

  /**
   * Detects it for an address of a rule; throws PlanningException for a host that has none of
   * these, or does not identify itself.
   */
  static Distribution of(Host host, String template) {
    return switch (PackageManager.of(host)) {
      case Apt() -> ofApt(host, template);
      case Dnf() -> ofDnf(host);
    };
  }

  /** The release as a plain number: $releasever of RHEL can be a minor release. */
  private static Distribution ofDnf(Host host) {
    OsRelease os = OsRelease.read(host);
    BaseRelease base = BaseRelease.read(host);
    String name =
        base.distribution()
            .filter(DNF::contains)
            .orElseThrow(
                () ->
                    new PlanningException(
                        "Docker has no packages for "
                            + os.prettyName()
                            + " (ID="
                            + os.id()
                            + ")."
                            + (PackageCommands.namesOn(host, "docker.io").isEmpty()
                                ? ""
                                : " Install those of the distribution ('--set"
                                    + " docker-source=distribution').")));
    String release =
        base.release()
            .filter(each -> each.matches("[0-9]{1,3}"))
            .orElseThrow(
                () ->
                    new PlanningException(
                        "os-release of "
                            + os.prettyName()
                            + " has no number in VERSION_ID, which selects the packages. Add the"
                            + " repository by hand."));
    String architecture =
        Architecture.read(host)
            .kernel()
            .toOptional()
            .map(Architecture.Machine::name)
            .orElseThrow(
                () -> new PlanningException("The architecture of this host cannot be read."));
    return new Distribution(name, release, architecture);
  }

  private static Distribution ofApt(Host host, String template) {
    OsRelease os = OsRelease.read(host);
    BaseRelease base = BaseRelease.read(host);
    String name =
        base.distribution()
            .filter(APT::contains)
            .orElseThrow(
                () ->
                    new PlanningException(
                        os.prettyName()
                            + " is not Debian, Ubuntu or a derivative. Install the packages with"
                            + " this system's package manager."));
    String codename =
        base.release()
            .filter(each -> each.matches("[a-z][a-z0-9-]*"))
            .orElseThrow(
                () ->
                    new PlanningException(
                        "os-release of "
                            + os.prettyName()
                            + " has no VERSION_CODENAME, which selects the packages. Add the"
                            + " repository by hand."));
    String architecture =
        DpkgStatus.read(host)
            .architecture()
            .orElseThrow(
                () ->
                    new PlanningException(
                        DpkgStatus.PATH + " does not contain the architecture of this host."));
    Matcher version = NAME.matcher(template);
    return new Distribution(
        version.find() && version.group(1) != null
            ? directory(host, name, architecture, VersionNumber.parse(version.group(1)))
            : name,
        codename,
        architecture);
  }

  /** Docker's directory for a version; its own name for a release that Docker does not list. */
  private static String directory(
      Host host, String name, String architecture, VersionNumber docker) {
    List<DockerPlatform> platforms = DockerPlatform.ofRelease(host, docker);
    Optional<DockerPlatform> platform = DockerPlatform.of(host, docker);
    if (platform.isEmpty() && !platforms.isEmpty()) {
      boolean hasArchitecture =
          platforms.stream().anyMatch(each -> each.architectures().contains(architecture));
      throw new PlanningException(
          "Docker publishes no packages of Docker "
              + docker
              + " for "
              + (hasArchitecture ? "ARMv6" : "the architecture " + architecture)
              + ". Install the distribution's package docker.io ('--set"
              + " docker-source=distribution')"
              + (DockerPlatform.of(host, VersionNumber.parse("28")).isPresent()
                  ? ", or Docker 28 ('--set docker-version=28')."
                  : "."));
    }
    return platform.map(DockerPlatform::directory).orElse(name);
  }

  /** A template of a rule, for display without a host. */
  static String description(String template) {
    return NAME.matcher(template)
        .replaceAll(
            template.contains("{release}") ? "<rhel|centos|fedora>" : "<debian|ubuntu|raspbian>")
        .replace("{codename}", "<codename>")
        .replace("{release}", "<release>")
        .replace("{architecture}", "<architecture>");
  }

  /** A template of a rule with {distribution}, {codename} or {release}, and {architecture}. */
  String fill(String template) {
    return NAME.matcher(template)
        .replaceAll(name)
        .replace("{codename}", codename)
        .replace("{release}", codename)
        .replace("{architecture}", architecture);
  }
}
