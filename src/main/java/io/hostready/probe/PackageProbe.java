package io.hostready.probe;

import io.hostready.facts.InstalledPackage;
import io.hostready.facts.InstalledPackages;
import io.hostready.facts.PackageDatabase;
import io.hostready.facts.PackageFormat;
import io.hostready.facts.PackageLocks;
import io.hostready.host.Host;
import io.hostready.text.Joined;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds which of some packages is installed, and its version. Source: dpkg(1), rpm(8),
 * apk-query(8), pacman(8).
 */
record PackageProbe(List<PackageName> alternatives) implements Probe {

  PackageProbe {
    alternatives = List.copyOf(alternatives);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "package",
          "a package: whether it is installed, and its version",
          MapSchema.of(
              MapSchema.required(
                  "names",
                  ValueSchema.oneOrMore(PackageName.SCHEMA),
                  "alternative packages; the first installed one counts, else the first that"
                      + " dpkg lists. A map such as {rpm: docker, apk: docker} has names for one"
                      + " package manager (dpkg, rpm, apk, pacman)")),
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
                      "dpkg's state; config-files: removed, not purged. Other package managers list"
                          + " installed packages only")
                  .said("{subject} {}", Map.of("config-files", "removed but not purged")),
              Facet.text("name", "the package's name").said("the package is {}"),
              Facet.words("names", "all packages in this state").said("packages {}"),
              Facet.text("version", "the full version, such as 5:29.0.1-1~ubuntu.24.04~noble")
                  .said("{subject} {}", "{subject} has no version"),
              Facet.packageVersion(
                      "package-version",
                      "the full version, compared as the host's package manager does")
                  .said("{subject} {}", "{subject} has no version"),
              Facet.version("upstream-version", "the version without epoch, revision and release")
                  .said("{subject} {}", "{subject} has no version"),
              Facet.flag(
                      "held",
                      "whether it is kept at its version: by apt-mark, a version lock of dnf, a"
                          + " lock of zypper, a version in apk's world, or IgnorePkg of pacman")
                  .saidIfTrue("{subject} held", "{subject} not held")),
          true,
          "/var/lib/dpkg/status (dpkg(1)); else /lib/apk/db/installed, /var/lib/pacman/local, or"
              + " the command 'rpm -qa'; unknown without a database. held: also"
              + " /etc/dnf/plugins/versionlock.list, /etc/dnf/versionlock.toml, /etc/zypp/locks,"
              + " /etc/apk/world, /etc/pacman.conf",
          """
          package:
            names: [docker-ce, docker.io, {rpm: docker}]
            expect: {state: installed}
          """,
          arguments -> new PackageProbe(PackageName.of(arguments, "names")));

  /** The names for all systems; without such names, all. */
  private List<String> names() {
    List<String> common =
        alternatives.stream()
            .filter(name -> name.format().isEmpty())
            .map(PackageName::name)
            .toList();
    return common.isEmpty()
        ? alternatives.stream().map(PackageName::name).distinct().toList()
        : common;
  }

  private List<String> names(PackageFormat format) {
    return alternatives.stream()
        .filter(name -> name.isFor(format))
        .map(PackageName::name)
        .distinct()
        .toList();
  }

  @Override
  public String subject() {
    List<String> names = names();
    return names.size() == 1 ? names.getFirst() : "one of " + String.join(", ", names);
  }

  @Override
  public String presence() {
    return subject() + " in the package database";
  }

  @Override
  public String absence() {
    List<String> names = names();
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
    return List.of("dpkg -l " + ShellCommand.of(names()));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        InstalledPackages.read(host).database(), database -> observe(host, database));
  }

  private Observation observe(Host host, PackageDatabase database) {
    List<String> names = names(database.format());
    List<InstalledPackage> known = new ArrayList<>();
    for (String name : names) {
      for (InstalledPackage entry : database.entries(name)) {
        if (!entry.state().equals("not-installed")) {
          known.add(entry);
        }
      }
    }
    for (InstalledPackage entry : known) {
      if (entry.isInstalled()) {
        return found(host, entry, known, database);
      }
    }
    if (!known.isEmpty()) {
      return found(host, known.getFirst(), known, database);
    }
    List<Evidence> looked = new ArrayList<>();
    for (String name : names) {
      looked.add(Evidence.of(database.source(), name, null));
    }
    return new Observation.Absent(database.source(), looked);
  }

  private static Observation found(
      Host host, InstalledPackage entry, List<InstalledPackage> known, PackageDatabase database) {
    String source = database.source();
    return new Facets()
        .text("state", entry.state())
        .text("name", entry.name())
        .words(
            "names",
            known.stream()
                .filter(other -> other.state().equals(entry.state()))
                .map(InstalledPackage::name)
                .distinct()
                .toList())
        .value("version", version(entry, source))
        .value("package-version", packageVersion(entry, database))
        .value("upstream-version", upstreamVersion(entry, source))
        .value("held", held(host, entry, database.format()))
        .found(known.stream().map(other -> evidence(other, source)).toList());
  }

  private static Value held(Host host, InstalledPackage entry, PackageFormat format) {
    return format == PackageFormat.DPKG
        ? new Value.Flag(entry.isHeld())
        : Value.of(
            PackageLocks.read(host),
            locks ->
                locks
                    .of(entry.name())
                    .map(lock -> new Value.Flag(true, lock.place()))
                    .orElse(new Value.Flag(false)));
  }

  private static Evidence evidence(InstalledPackage entry, String source) {
    String value = (entry.state() + " " + entry.version() + " " + entry.architecture()).strip();
    return entry.line().isPresent()
        ? Evidence.of(source, entry.line().getAsInt(), entry.name(), value)
        : Evidence.of(source, entry.name(), value);
  }

  private static Value version(InstalledPackage entry, String source) {
    return entry.version().isEmpty() ? new Value.Missing(source) : new Value.Text(entry.version());
  }

  private static Value packageVersion(InstalledPackage entry, PackageDatabase database) {
    return entry.version().isEmpty()
        ? new Value.Missing(database.source())
        : new Value.PackageVersion(entry.version(), database.format());
  }

  private static Value upstreamVersion(InstalledPackage entry, String source) {
    if (entry.version().isEmpty()) {
      return new Value.Missing(source);
    }
    try {
      return new Value.Version(entry.upstreamVersion());
    } catch (IllegalArgumentException noNumber) {
      return new Value.Unreadable(source, String.valueOf(noNumber.getMessage()));
    }
  }
}
