package io.hostready.probe;

import io.hostready.facts.Architecture;
import io.hostready.facts.Architecture.Machine;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.List;

/** Reads the architectures of the kernel and the userland. Source: uname(2), elf(5). */
record ArchitectureProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "architecture",
          "the architecture of the kernel and of the userland",
          MapSchema.of(),
          List.of(
              Facet.text(
                      "kernel",
                      "the kernel's architecture, as uname -m prints it: x86_64, aarch64, i686")
                  .said("kernel {}"),
              Facet.count("kernel-bits", "the kernel's word size: 64 or 32").said("{}-bit kernel"),
              Facet.text(
                      "userland",
                      "the userland's architecture, as dpkg names it: amd64, arm64, armhf, i386")
                  .said("userland {}"),
              Facet.count("userland-bits", "the userland's word size: 64 or 32")
                  .said("{}-bit userland")),
          false,
          "kernel: /proc/sys/kernel/arch, else command uname -m, checked against the kernel config"
              + " if it reports 32 bits; programs: package dpkg, rpm or musl in"
              + " the package database, else the ELF header of /bin/sh",
          """
          architecture:
            expect:
              kernel-bits: 64
          """,
          arguments -> new ArchitectureProbe());

  @Override
  public String subject() {
    return "machine architecture";
  }

  @Override
  public List<String> commands() {
    return List.of("uname -m", "getconf LONG_BIT", "dpkg --print-architecture");
  }

  @Override
  public Observation observe(Host host) {
    Architecture architecture = Architecture.read(host);
    Facets facets = new Facets();
    List<Evidence> evidence = new ArrayList<>();
    add("kernel", architecture.kernel(), facets, evidence);
    add("userland", architecture.userland(), facets, evidence);
    return facets.found(evidence);
  }

  private static void add(
      String name, Reading<Machine> fact, Facets facets, List<Evidence> evidence) {
    String bits = name + "-bits";
    facets.value(name, Value.of(fact, machine -> new Value.Text(machine.name())));
    facets.value(
        bits,
        Value.of(
            fact,
            (machine, source) ->
                machine.bits().isPresent()
                    ? new Value.Count(machine.bits().getAsInt())
                    : new Value.Unreadable(
                        source, "the word size of '" + machine.name() + "' is not known")));
    if (fact instanceof Present(var machine, var source)) {
      evidence.add(Evidence.of(source, name, machine.name()));
    }
  }
}
