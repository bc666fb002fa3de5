package io.hostready.probe;

import io.hostready.facts.InstalledPackage;
import io.hostready.facts.InstalledPackages;
import io.hostready.facts.OfferedPackages;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Joined;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;

/** Finds the version to which apt or dnf would upgrade a package. Source: apt-cache(8), dnf(8). */
record PackageOfferProbe(List<String> names) implements Probe {

  PackageOfferProbe {
    names = List.copyOf(names);
  }

  static final ProbeKind KIND =
      new ProbeKind(
          "package-offer",
          "the version of a package in the lists of apt or dnf, which an upgrade would install",
          MapSchema.of(
              MapSchema.required(
                  "names",
                  ValueSchema.oneOrMore(
                      ValueSchema.matching("the name of a package", PackageName.FORM)),
                  "alternative packages; the first installed one counts, else the first that a"
                      + " list has")),
          List.of(
              Facet.text("name", "the package's name").said("the package is {}"),
              Facet.version("version", "the version without epoch, revision and release")
                  .said("{subject} {} offered", "no version of {subject} offered")),
          true,
          "the command 'apt-cache policy' on hosts with dpkg, else 'dnf -C repoquery'; absent if no"
              + " list has the package",
          """
          package-offer:
            names: [docker-ce, docker.io]
            expect: {version: {below: "30"}}
          """,
          arguments -> new PackageOfferProbe(arguments.texts("names")));

  @Override
  public String subject() {
    return names.size() == 1 ? names.getFirst() : "one of " + Joined.or(names);
  }

  @Override
  public String presence() {
    return subject() + " in the package lists";
  }

  @Override
  public String absence() {
    return subject() + " not found in the package lists";
  }

  @Override
  public List<String> commands() {
    return List.of("apt-cache policy " + ShellCommand.of(names));
  }

  @Override
  public Observation observe(Host host) {
    InstalledPackages packages = InstalledPackages.read(host);
    List<String> installed =
        names.stream()
            .filter(name -> packages.entries(name).stream().anyMatch(InstalledPackage::isInstalled))
            .toList();
    List<Evidence> looked = new ArrayList<>();
    String place = "package lists";
    for (String name : installed.isEmpty() ? names : installed) {
      switch (OfferedPackages.newest(host, name)) {
        case Present(var version, var source) -> {
          return new Facets()
              .text("name", name)
              .value("version", new Value.Version(version))
              .found(Evidence.of(source, name, version.text()));
        }
        case Absent(var where) -> {
          place = where;
          looked.add(Evidence.of(where, name, null));
        }
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    return new Observation.Absent(place, looked);
  }
}
