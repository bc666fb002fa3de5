package io.hostready.probe;

import io.hostready.facts.DpkgStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Joined;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds which of some packages is installed, and its version. Source: dpkg(1). */
record PackageProbe(List<String> names) implements Probe {

  private static final String NAME = // deb-control(5), Package; ":i386" as in dpkg
      "[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?";

  PackageProbe {
    names = List.copyOf(names);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "package",
          "a Debian package: whether it is installed, and its version",
          MapSchema.of(
              MapSchema.required(
                  "names",
                  ValueSchema.oneOrMore(ValueSchema.matching("the name of a Debian package", NAME)),
                  "alternative packages; the first installed one counts, else the first that"
                      + " dpkg lists")),
          List.of(
              Facet.word(
                      "state",
                      List.of(
                          "installed",
                          "config-files",
                          "half-installed",
                          "unpacked",
                          "half-configured",
                          "triggers-awaited",
                          "triggers-pending"),
                      "dpkg's state; config-files: removed, not purged")
                  .said("{subject} {}", Map.of("config-files", "removed but not purged")),
              Facet.text("name", "the package's name").said("the package is {}"),
              Facet.words("names", "all packages in this state").said("packages {}"),
              Facet.text("version", "the full version, such as 5:29.0.1-1~ubuntu.24.04~noble")
                  .said("{subject} {}", "{subject} has no version"),
              Facet.version("upstream-version", "the version without epoch and revision")
                  .said("{subject} {}", "{subject} has no version"),
              Facet.flag("held", "whether it is on hold (apt-mark)")
                  .saidIfTrue("{subject} held", "{subject} not held")),
          true,
          "/var/lib/dpkg/status (dpkg(1)); unknown without this file",
          """
          package:
            names: [docker-ce, docker.io]
            expect: {state: installed}
          """,
          arguments -> new PackageProbe(arguments.texts("names")));

  @Override
  public String subject() {
    return names.size() == 1 ? names.getFirst() : "one of " + String.join(", ", names);
  }

  @Override
  public String presence() {
    return subject() + " in the dpkg database";
  }

  @Override
  public String absence() {
    return names.size() == 1
        ? names.getFirst() + " is not installed"
        : "none of " + String.join(", ", names) + " is installed";
  }

  @Override
  public String subjectOf(Observation.Found found) {
    return found.facets().get("names") instanceof Value.Words(List<String> same)
        ? Joined.and(same)
        : subject();
  }

  @Override
  public List<String> commands() {
    return List.of("dpkg -l " + ShellCommand.of(names));
  }

  @Override
  public Observation observe(Host host) {
    DpkgStatus dpkg = DpkgStatus.read(host);
    // Without dpkg it is unknown what is installed: by rpm, or from unpacked archives.
    return Observation.of(
        dpkg.stanzas()
            .or(
                () ->
                    new Unreadable<>(
                        DpkgStatus.PATH,
                        "there is no dpkg database, and other package managers are not asked")),
        _ -> observe(dpkg));
  }

  private Observation observe(DpkgStatus dpkg) {
    List<DpkgStatus.Entry> known = new ArrayList<>();
    for (String name : names) {
      for (DpkgStatus.Entry entry : dpkg.entries(name)) {
        if (!entry.state().equals("not-installed")) {
          known.add(entry);
        }
      }
    }
    for (DpkgStatus.Entry entry : known) {
      if (entry.isInstalled()) {
        return found(entry, known);
      }
    }
    if (!known.isEmpty()) {
      return found(known.getFirst(), known);
    }
    List<Evidence> looked = new ArrayList<>();
    for (String name : names) {
      looked.add(Evidence.of(DpkgStatus.PATH, name, null));
    }
    return new Observation.Absent(DpkgStatus.PATH, looked);
  }

  private static Observation found(DpkgStatus.Entry entry, List<DpkgStatus.Entry> known) {
    return new Facets()
        .text("state", entry.state())
        .text("name", entry.name())
        .words(
            "names",
            known.stream()
                .filter(other -> other.state().equals(entry.state()))
                .map(DpkgStatus.Entry::name)
                .distinct()
                .toList())
        .value("version", version(entry))
        .value("upstream-version", upstreamVersion(entry))
        .flag("held", entry.isHeld())
        .found(
            known.stream()
                .map(
                    e ->
                        Evidence.of(
                            DpkgStatus.PATH,
                            e.line(),
                            e.name(),
                            (e.state() + " " + e.version() + " " + e.architecture()).strip()))
                .toList());
  }

  private static Value version(DpkgStatus.Entry entry) {
    return entry.version().isEmpty()
        ? new Value.Missing(DpkgStatus.PATH)
        : new Value.Text(entry.version());
  }

  private static Value upstreamVersion(DpkgStatus.Entry entry) {
    if (entry.version().isEmpty()) {
      return new Value.Missing(DpkgStatus.PATH);
    }
    try {
      return new Value.Version(VersionNumber.ofPackage(entry.version()));
    } catch (IllegalArgumentException noNumber) {
      return new Value.Unreadable(DpkgStatus.PATH, String.valueOf(noNumber.getMessage()));
    }
  }
}
