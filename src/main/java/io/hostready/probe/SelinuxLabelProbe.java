package io.hostready.probe;

import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;

/** Reads the SELinux label of a path. Source: stat(1) -c %C, selinux(8). */
record SelinuxLabelProbe(String path) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "selinux-label",
          "the SELinux label of a file or directory",
          MapSchema.of(MapSchema.required("path", ValueSchema.path(), "where to look")),
          List.of(
              Facet.text("label", "the whole label, user:role:type:level")
                  .said("{subject} has the SELinux label {}"),
              Facet.text("type", "its type, such as container_var_lib_t")
                  .said("{subject} has the SELinux type {}")),
          true,
          "command stat -c %C PATH; unreadable without SELinux",
          """
          selinux-label:
            path: /var/lib/docker
            expect: {type: container_var_lib_t}
          """,
          arguments -> new SelinuxLabelProbe(arguments.text("path")));

  @Override
  public String subject() {
    return path;
  }

  @Override
  public String presence() {
    return path + " has an SELinux label";
  }

  @Override
  public String absence() {
    return path + " does not exist";
  }

  @Override
  public List<String> commands() {
    return List.of(ShellCommand.of("ls", "-dZ", path));
  }

  @Override
  public Observation observe(Host host) {
    return switch (host.status(path)) {
      case Absent(_) -> new Observation.Absent(path);
      case Unreadable(var where, var why) -> new Observation.Unreadable(where, why);
      case Present(_, _) ->
          Observation.of(
              host.output(List.of("stat", "-c", "%C", path)),
              (text, source) -> {
                String label = text.strip();
                String[] parts = label.split(":", 4);
                return parts.length < 3
                    ? new Observation.Unreadable(source, "it prints no SELinux label: " + label)
                    : new Facets()
                        .text("label", label)
                        .text("type", parts[2])
                        .found(Evidence.of(source, path, label));
              });
    };
  }
}
