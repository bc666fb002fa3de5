package io.hostready.probe;

import io.hostready.host.Hardware;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads facts about the hardware that need interpretation of /proc and /sys. */
record HardwareProbe() implements Probe {

  private static final String SOURCE = "OSHI";

  static final ProbeKind KIND =
      new ProbeKind(
          "hardware",
          "the machine's manufacturer, firmware and disks",
          MapSchema.of(),
          List.of(
              Facet.text("manufacturer", "the manufacturer").said("manufacturer {}"),
              Facet.text("model", "the model").said("model {}"),
              Facet.text("firmware", "the firmware's manufacturer and version").said("firmware {}"),
              Facet.count("disks", "the number of disks").said("disks: {}"),
              Facet.bytes("disk-space", "the total size of all disks").said("disk space: {}")),
          false,
          "OSHI, which reads only the running machine",
          """
          hardware:
            expect: {disks: {at-least: 1}}
          """,
          _ -> new HardwareProbe());

  @Override
  public String subject() {
    return "hardware";
  }

  @Override
  public List<String> commands() {
    return List.of("lscpu", "lsblk", "hostready facts");
  }

  @Override
  public Observation observe(Host host) {
    if (!host.source().isThisMachine()) {
      return new Observation.Unreadable(SOURCE, "it looks only at the running machine");
    }
    try {
      return found(host.fact(Hardware.class, _ -> Hardware.read()));
    } catch (IllegalStateException failed) {
      return new Observation.Unreadable(SOURCE, String.valueOf(failed.getMessage()));
    }
  }

  private static Observation found(Hardware hardware) {
    Map<String, Value> facets = new LinkedHashMap<>();
    Hardware.Firmware firmware = hardware.firmware();
    facets.put("manufacturer", value(hardware.vendor()));
    facets.put("model", value(hardware.model()));
    facets.put(
        "firmware",
        value(
            Stream.of(firmware.vendor(), firmware.version())
                .flatMap(Optional::stream)
                .reduce((vendor, version) -> vendor + " " + version)));
    facets.put("disks", new Value.Count(hardware.disks().size()));
    facets.put(
        "disk-space",
        new Value.Count(hardware.disks().stream().mapToLong(Hardware.Disk::bytes).sum()));
    List<Evidence> evidence = new ArrayList<>();
    facets.forEach((name, value) -> evidence.add(Evidence.of(SOURCE, name, value.preview())));
    hardware
        .disks()
        .forEach(disk -> evidence.add(Evidence.of(SOURCE, disk.name(), disk.bytes() + " bytes")));
    return new Observation.Found(facets, evidence);
  }

  private static Value value(Optional<String> text) {
    return Value.text(text, SOURCE);
  }
}
