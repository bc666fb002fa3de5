package io.hostready.probe;

import io.hostready.facts.Cpuinfo;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.List;

/** Reads the number of CPUs and their features. Source: proc_cpuinfo(5). */
record ProcessorsProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "cpus",
          "the host's CPUs",
          MapSchema.of(),
          List.of(
              Facet.count("online", "online CPUs").said("CPUs: {}"),
              Facet.words(
                      "flags",
                      "flags of the first CPU in /proc/cpuinfo, such as lm (64-bit), vmx or svm"
                          + " (virtualization)")
                  .said("CPU flags {}", "no CPU flags")),
          false,
          "/sys/devices/system/cpu/online, /proc/cpuinfo (proc_cpuinfo(5))",
          """
          cpus:
            expect:
              online: {at-least: 2}
          """,
          arguments -> new ProcessorsProbe());

  @Override
  public String subject() {
    return "CPUs";
  }

  @Override
  public List<String> commands() {
    return List.of("nproc");
  }

  @Override
  public Observation observe(Host host) {
    Cpuinfo processors = Cpuinfo.read(host);
    List<Evidence> evidence = new ArrayList<>();
    Value online =
        Value.of(
            processors.online(),
            (count, source) -> {
              evidence.add(Evidence.of(source, "online", count.toString()));
              return new Value.Count(count);
            });
    Value flags =
        Value.of(
            processors.flags(),
            (words, source) -> {
              evidence.add(Evidence.of(source, "flags", String.join(" ", words)));
              return new Value.Words(words);
            });
    return new Facets().value("online", online).value("flags", flags).found(evidence);
  }
}
