package io.hostready.probe;

import io.hostready.facts.Filesystems;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;

/** Checks whether the running kernel supports a filesystem type. Source: proc_filesystems(5). */
record FilesystemTypeProbe(String name) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "filesystem-type",
          "a type of filesystem in /proc/filesystems",
          MapSchema.of(
              MapSchema.required(
                  "name", ValueSchema.text(), "the type's name, such as overlay or xfs")),
          List.of(
              Facet.flag("needs-device", "whether it needs a block device")
                  .saidIfTrue("{subject} needs a block device", "{subject} needs no block device")),
          true,
          "/proc/filesystems (proc_filesystems(5)); a type whose module is not loaded"
              + " is not listed",
          """
          filesystem-type:
            name: overlay
            expect: {present: true}
          """,
          arguments -> new FilesystemTypeProbe(arguments.text("name")));

  @Override
  public String subject() {
    return "filesystem type " + name;
  }

  @Override
  public String presence() {
    return name + " is in /proc/filesystems";
  }

  @Override
  public String absence() {
    return name + " is not in /proc/filesystems";
  }

  @Override
  public List<String> commands() {
    return List.of(
        ShellCommand.of("grep", "-w", name, "/proc/filesystems"), ShellCommand.of("modinfo", name));
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        Filesystems.read(host)
            .listing()
            .find(all -> all.stream().filter(type -> type.name().equals(name)).findFirst()),
        name,
        (type, source) ->
            new Facets()
                .flag("needs-device", type.needsDevice())
                .found(Evidence.of(source, type.line(), name, "listed")));
  }
}
