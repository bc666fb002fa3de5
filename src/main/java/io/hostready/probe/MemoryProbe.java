package io.hostready.probe;

import io.hostready.facts.Meminfo;
import io.hostready.facts.Meminfo.Amount;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the size of the memory. Source: proc_meminfo(5). */
record MemoryProbe() implements Probe {

  private static final Map<String, String> NAMES =
      Map.of("total", "MemTotal", "available", "MemAvailable", "swap", "SwapTotal");

  static final ProbeKind KIND =
      new ProbeKind(
          "memory",
          "the host's memory and swap space",
          MapSchema.of(),
          List.of(
              Facet.bytes("total", "memory that the kernel can use").said("memory: {}"),
              Facet.bytes(
                      "available",
                      "memory available without swapping (MemAvailable); Linux 3.14 and later")
                  .said("available memory: {}", "available memory unknown (before Linux 3.14)"),
              Facet.bytes("swap", "swap space, used or not").said("swap: {}")),
          false,
          "/proc/meminfo (proc_meminfo(5))",
          """
          memory:
            expect:
              total: {at-least: 2GiB}
          """,
          arguments -> new MemoryProbe());

  @Override
  public String subject() {
    return "memory";
  }

  @Override
  public List<String> commands() {
    return List.of("free -h");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        Meminfo.read(host).amounts(),
        (amounts, source) -> {
          Facets facets = new Facets();
          List<Evidence> evidence = new ArrayList<>();
          for (String facet : List.of("total", "available", "swap")) {
            String name = NAMES.get(facet);
            Amount amount = amounts.get(name);
            if (amount == null) {
              facets.value(facet, new Value.Missing(source));
              evidence.add(Evidence.of(source, name, null));
            } else {
              facets.count(facet, amount.bytes());
              evidence.add(
                  Evidence.of(source, amount.line(), name, (amount.bytes() >> 10) + " kB"));
            }
          }
          return facets.found(evidence);
        });
  }
}
