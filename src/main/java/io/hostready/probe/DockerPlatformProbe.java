package io.hostready.probe;

import io.hostready.docker.DockerPlatform;
import io.hostready.facts.Architecture;
import io.hostready.facts.BaseRelease;
import io.hostready.facts.OsRelease;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.MapSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the packages that Docker publishes for a host's release and architecture. */
record DockerPlatformProbe(VersionNumber docker) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "docker-platform",
          "whether Docker publishes packages of a version for this release and architecture; for"
              + " a derivative, those of the release on which it is based",
          MapSchema.of(DockerVersionArgument.KEY),
          List.of(
              Facet.flag("published", "whether there are packages for this host")
                  .saidIfTrue(
                      "{subject} has packages for this host",
                      "{subject} has no packages for this host"),
              Facet.text("directory", "the directory below /linux in Docker's repository")
                  .said("packages of Docker in linux/{}", "no directory in Docker's repository"),
              Facet.text("release", "the release whose packages fit: a suite, or a major version")
                  .said("base release {}", "no known base release"),
              Facet.words(
                      "architectures",
                      "the architectures with packages for this release, as dpkg names them")
                  .said("packages for the architectures {}"),
              Facet.text("architecture", "this host's architecture, as dpkg names it")
                  .said("architecture {}", "no known architecture")),
          true,
          "/etc/os-release, /etc/debian_version, the architecture of dpkg or of /bin/sh; Docker's"
              + " table of platforms (https://docs.docker.com/engine/install/)",
          """
          docker-platform:
            docker-version: "29"
            expect: {published: true}
          """,
          arguments -> new DockerPlatformProbe(DockerVersionArgument.of(arguments)));

  @Override
  public String subject() {
    return "Docker " + docker;
  }

  @Override
  public String presence() {
    return OsReleaseProbe.PRESENCE;
  }

  @Override
  public String absence() {
    return OsReleaseProbe.ABSENCE;
  }

  @Override
  public List<String> commands() {
    return List.of("cat /etc/os-release", "dpkg --print-architecture");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(OsRelease.read(host).file(), (_, source) -> found(host, source));
  }

  private Observation found(Host host, String source) {
    Optional<DockerPlatform> platform = DockerPlatform.of(host, docker);
    List<String> architectures =
        DockerPlatform.ofRelease(host, docker).stream()
            .flatMap(each -> each.architectures().stream())
            .distinct()
            .toList();
    BaseRelease base = BaseRelease.read(host);
    Optional<String> architecture =
        Architecture.read(host).userland().toOptional().map(Architecture.Machine::name);
    return new Facets()
        .value("published", new Value.Flag(platform.isPresent()))
        .value("directory", Value.text(platform.map(DockerPlatform::directory), source))
        .value("release", Value.text(base.release(), source))
        .words("architectures", architectures)
        .value("architecture", Value.text(architecture, "dpkg's database and /bin/sh"))
        .found(evidence(base, architecture, source));
  }

  private static List<Evidence> evidence(
      BaseRelease base, Optional<String> architecture, String source) {
    return Stream.of(
            base.distribution().map(name -> Evidence.of(source, "packages of", name)),
            base.release().map(name -> Evidence.of(source, "release", name)),
            architecture.map(name -> Evidence.of(source, "architecture", name)))
        .flatMap(Optional::stream)
        .toList();
  }
}
