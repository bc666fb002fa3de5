package io.hostready.probe;

import io.hostready.facts.Namespaces;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.List;

/** Reads which namespace types the kernel has. Source: namespaces(7). */
record NamespacesProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "namespaces",
          "the kinds of namespace that the running kernel has",
          MapSchema.of(),
          List.of(
              Facet.words(
                      "available",
                      "out of mnt, net, pid, ipc, uts, user, cgroup, time; before Linux 3.8 only"
                          + " ipc, net and uts are ever listed")
                  .said("namespaces {}")),
          true,
          "/proc/self/ns (namespaces(7))",
          """
          namespaces:
            expect:
              available: {contains: [mnt, net, pid, ipc, uts]}
          """,
          arguments -> new NamespacesProbe());

  @Override
  public String subject() {
    return "namespaces";
  }

  @Override
  public String absence() {
    return "no namespaces (/proc/self/ns not found)";
  }

  @Override
  public List<String> commands() {
    return List.of("ls /proc/self/ns");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        Namespaces.read(host).kinds(),
        (kinds, source) ->
            new Facets()
                .words("available", kinds)
                .found(
                    kinds.stream()
                        .map(kind -> Evidence.of(source + "/" + kind, kind, "available"))
                        .toList()));
  }
}
