package io.hostready.probe;

import io.hostready.docker.KnownDefect;
import io.hostready.facts.InstalledPackages;
import io.hostready.facts.PackageDatabase;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds installed releases of Docker, containerd or libraries that do not work on the host. */
record KnownDefectProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "known-defect",
          "installed releases with known defects that affect this host",
          MapSchema.of(),
          List.of(
              Facet.text("problem", "the problems, with the installed versions").said("{}"),
              Facet.text("remedy", "what to do").said("{}"),
              Facet.text("reference", "the reports").said("see {}"),
              Facet.flag("stops-docker", "whether Docker or all containers do not start")
                  .saidIfTrue("Docker does not work with it", "Docker works with it")),
          true,
          "a table of releases and hosts (docker/KnownDefect), the package database, /proc/cpuinfo,"
              + " the architecture, the kernel release and the virtualization",
          """
          known-defect:
            expect: {present: false}
          """,
          _ -> new KnownDefectProbe());

  @Override
  public String subject() {
    return "a release with a known defect";
  }

  @Override
  public String presence() {
    return "a release with a known defect is installed";
  }

  @Override
  public String absence() {
    return "no release with a known defect is installed";
  }

  @Override
  public List<String> commands() {
    return List.of("dpkg -l docker-ce containerd.io libseccomp2", "uname -mr");
  }

  @Override
  public Observation observe(Host host) {
    Reading<PackageDatabase> packages = InstalledPackages.read(host).database();
    if (packages instanceof Unreadable(var where, var why)) {
      return new Observation.Unreadable(where, why);
    }
    List<KnownDefect> shown = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    Observation result = Observation.absent(packages.place(), subject());
    for (KnownDefect defect : KnownDefect.ALL) {
      switch (defect.shows(host)) {
        case Present(var version, var source) -> {
          shown.add(defect);
          problems.add(defect.problem().replace("VERSION", version.text()));
          evidence.add(Evidence.of(source, defect.packages().getFirst(), version.text()));
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> result = new Observation.Unreadable(where, why);
      }
    }
    return shown.isEmpty()
        ? result
        : new Facets()
            .text("problem", String.join("; ", problems))
            .text("remedy", joined(shown, KnownDefect::remedy, " "))
            .text("reference", joined(shown, KnownDefect::source, ", "))
            .flag("stops-docker", shown.stream().anyMatch(KnownDefect::stopsDocker))
            .found(evidence);
  }

  private static String joined(
      List<KnownDefect> defects, Function<KnownDefect, String> part, String separator) {
    return defects.stream().map(part).distinct().collect(Collectors.joining(separator));
  }
}
