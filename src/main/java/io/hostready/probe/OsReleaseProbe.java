package io.hostready.probe;

import io.hostready.facts.OsRelease;
import io.hostready.host.Host;
import io.hostready.text.ShellAssignments;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.MapSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the operating system's identification. Source: os-release(5). */
record OsReleaseProbe() implements Probe {

  static final String PRESENCE = "os-release found";
  static final String ABSENCE = "/etc/os-release not found";

  /** Fields that decide the facets; shown as evidence if they are set. */
  private static final Set<String> ASKED =
      Set.of(
          "ID",
          "ID_LIKE",
          "VERSION_ID",
          "VERSION_CODENAME",
          "UBUNTU_CODENAME",
          "DEBIAN_CODENAME",
          "PRETTY_NAME",
          "VARIANT_ID");

  static final ProbeKind KIND =
      new ProbeKind(
          "os-release",
          "the operating system's name and release",
          MapSchema.of(),
          List.of(
              Facet.text("id", "the lower-case name, such as ubuntu").said("OS {}"),
              Facet.words("id-like", "the related distributions (ID_LIKE)").said("OS like {}"),
              Facet.version("version-id", "the release, such as 24.04; rolling releases have none")
                  .said("OS version {}", "no OS version"),
              Facet.text(
                      "codename",
                      "UBUNTU_CODENAME, else DEBIAN_CODENAME, else VERSION_CODENAME, such as noble")
                  .said("OS codename {}", "no OS codename"),
              Facet.text("variant-id", "the variant, such as server or container; often absent")
                  .said("OS variant {}", "no OS variant"),
              Facet.text("name", "the full name with the release (PRETTY_NAME)").said("OS {}")),
          true,
          "/etc/os-release, else /usr/lib/os-release (os-release(5))",
          """
          os-release:
            expect: {id: ubuntu, version-id: {at-least: 22.04}}
          """,
          _ -> new OsReleaseProbe());

  @Override
  public String subject() {
    return "OS";
  }

  @Override
  public String presence() {
    return PRESENCE;
  }

  @Override
  public String absence() {
    return ABSENCE;
  }

  @Override
  public List<String> commands() {
    return List.of("cat /etc/os-release");
  }

  @Override
  public Observation observe(Host host) {
    OsRelease os = OsRelease.read(host);
    return Observation.of(os.file(), (fields, source) -> found(os, fields, source));
  }

  private static Observation found(OsRelease os, ShellAssignments fields, String source) {
    return new Facets()
        .text("id", os.id())
        .words("id-like", os.idLike())
        .value("version-id", version(os.versionId(), source))
        .value("codename", Value.text(os.codename(), source))
        .value("variant-id", Value.text(os.field("VARIANT_ID"), source))
        .text("name", os.prettyName())
        .found(
            fields.all().stream()
                .filter(field -> ASKED.contains(field.name()))
                .map(field -> Evidence.of(source, field.line(), field.name(), field.value()))
                .toList());
  }

  private static Value version(Optional<String> release, String source) {
    if (release.isEmpty()) {
      return new Value.Missing(source);
    }
    try {
      return new Value.Version(VersionNumber.parse(release.get()));
    } catch (IllegalArgumentException noNumber) {
      return new Value.Unreadable(source, String.valueOf(noNumber.getMessage()));
    }
  }
}
