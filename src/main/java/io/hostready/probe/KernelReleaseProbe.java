package io.hostready.probe;

import io.hostready.facts.KernelRelease;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.List;

/** Reads the release of the running kernel. Source: uname(2), proc_version(5). */
record KernelReleaseProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "kernel-release",
          "the running kernel's release, compared as a version",
          MapSchema.of(),
          List.of(
              Facet.version("release", "the release; 3.8 < 3.10 < 6.12.0-55-generic, 6.8-rc3 < 6.8")
                  .said("kernel {}")),
          false,
          "/proc/sys/kernel/osrelease, else /proc/version (proc_version(5))",
          """
          kernel-release:
            expect:
              release: {at-least: "3.10"}
          """,
          arguments -> new KernelReleaseProbe());

  @Override
  public String subject() {
    return "kernel";
  }

  @Override
  public List<String> commands() {
    return List.of("uname -r");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        KernelRelease.read(host).version(),
        (release, source) ->
            new Facets()
                .value("release", new Value.Version(release))
                .found(Evidence.of(source, "release", release.text())));
  }
}
