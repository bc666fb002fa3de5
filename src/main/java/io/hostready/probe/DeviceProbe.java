package io.hostready.probe;

import io.hostready.facts.Devices;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;

/** Checks whether a driver has registered devices under a name. Source: proc_devices(5). */
record DeviceProbe(String name) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "device",
          "a driver's name in /proc/devices",
          MapSchema.of(
              MapSchema.required(
                  "name", ValueSchema.text(), "the driver's name, such as device-mapper")),
          List.of(
              Facet.words("classes", "block, character, or both: where it is listed")
                  .said("{subject} is a {} device")),
          true,
          "/proc/devices (proc_devices(5))",
          """
          device:
            name: device-mapper
            expect: {present: true}
          """,
          arguments -> new DeviceProbe(arguments.text("name")));

  @Override
  public String subject() {
    return "device " + name;
  }

  @Override
  public String presence() {
    return name + " is in /proc/devices";
  }

  @Override
  public String absence() {
    return name + " is not in /proc/devices";
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of("grep", "-w", name, "/proc/devices"));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        host.fact(Devices.class, Devices::read).listing(),
        (devices, source) -> {
          List<Devices.Device> listed =
              devices.stream().filter(device -> device.name().equals(name)).toList();
          return listed.isEmpty()
              ? Observation.absent(source, name)
              : new Facets()
                  .words("classes", listed.stream().map(Devices.Device::deviceClass).toList())
                  .found(
                      listed.stream()
                          .map(d -> Evidence.of(source, d.line(), name, d.deviceClass()))
                          .toList());
        });
  }
}
