package io.hostready.probe;

import io.hostready.facts.Filesystems;
import io.hostready.facts.Filesystems.Filesystem;
import io.hostready.host.Host;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.List;
import java.util.Optional;

/** Asks whether the running kernel knows a type of filesystem. Source: proc_filesystems(5). */
record FilesystemProbe(String name) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "filesystem",
          "a type of filesystem in /proc/filesystems",
          Shape.of(
              Shape.required("name", ValueType.text(), "the type's name, such as overlay or xfs")),
          List.of(Facet.flag("needs-device", "whether it is mounted from a block device")),
          true,
          "/proc/filesystems (proc_filesystems(5)); a type whose module is not loaded is not there",
          """
          filesystem:
            name: overlay
            expect: {present: true}
          """,
          arguments -> new FilesystemProbe(arguments.text("name")));

  @Override
  public String subject() {
    return "filesystem " + name;
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(
        Filesystems.read(host).listing(),
        known -> {
          Optional<Filesystem> listed =
              known.value().stream().filter(type -> type.name().equals(name)).findFirst();
          return listed.isEmpty()
              ? new Observation.Absent(
                  known.source(), List.of(Evidence.of(known.source(), name, null)))
              : Observation.Found.of(
                  "needs-device",
                  new Value.Flag(listed.get().needsDevice()),
                  Evidence.of(known.source(), listed.get().line(), name, "listed"));
        });
  }
}
