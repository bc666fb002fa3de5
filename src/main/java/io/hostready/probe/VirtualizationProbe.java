package io.hostready.probe;

import io.hostready.facts.Virtualization;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.List;

/** Detects whether the host is a physical machine, a virtual machine, or a container. */
record VirtualizationProbe() implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "virtualization",
          "the virtual machine or container that the host runs in",
          MapSchema.of(),
          List.of(
              Facet.text("technology", "as systemd-detect-virt(1) calls it: kvm, lxc, none, ...")
                  .said("virtualization {}"),
              Facet.flag("container", "whether it is a container; WSL counts as one")
                  .saidIfTrue("the host is a container", "the host is not a container"),
              Facet.flag(
                      "own-kernel",
                      "whether it has its own kernel and modules; containers use those of their"
                          + " host, but WSL 2 has its own")
                  .saidIfTrue(
                      "the host has its own kernel",
                      "the host has the kernel of its container host")),
          false,
          "/sys/class/dmi/id, /proc/cpuinfo, /run/systemd/container, /proc/1/environ,"
              + " /proc/version, /.dockerenv",
          """
          virtualization:
            expect: {container: false}
          """,
          _ -> new VirtualizationProbe());

  @Override
  public String subject() {
    return "virtualization";
  }

  @Override
  public List<String> commands() {
    return List.of("systemd-detect-virt");
  }

  @Override
  public Observation observe(Host host) {
    Virtualization seen = Virtualization.read(host);
    return Observation.of(
        seen.technology(),
        (word, source) -> {
          return new Facets()
              .text("technology", word)
              .flag("container", seen.isContainer())
              .flag("own-kernel", seen.hasOwnKernel())
              .found(Evidence.of(source, "virtualization", word));
        });
  }
}
