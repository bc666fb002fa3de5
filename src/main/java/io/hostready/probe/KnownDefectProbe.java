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
import java.util.List;

/** Finds an installed release of Docker, containerd or a library that does not work on the host. */
record KnownDefectProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "known-defect",
          "an installed release with a known defect that affects this host",
          MapSchema.of(),
          List.of(
              Facet.text("problem", "the problem, with the installed version").said("{}"),
              Facet.text("remedy", "what to do").said("{}"),
              Facet.text("reference", "the report").said("see {}"),
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
    Observation result = Observation.absent(packages.place(), subject());
    for (KnownDefect defect : KnownDefect.ALL) {
      switch (defect.shows(host)) {
        case Present(var version, var source) -> {
          String problem = defect.problem().replace("VERSION", version.text());
          return new Facets()
              .text("problem", problem)
              .text("remedy", defect.remedy())
              .text("reference", defect.source())
              .flag("stops-docker", defect.stopsDocker())
              .found(Evidence.of(source, defect.packages().getFirst(), version.text()));
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> result = new Observation.Unreadable(where, why);
      }
    }
    return result;
  }
}
