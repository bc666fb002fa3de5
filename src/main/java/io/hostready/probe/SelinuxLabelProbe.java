package io.hostready.probe;

import io.hostready.facts.MatchingPaths;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;

/** Reads the SELinux label of a path. Source: stat(1) -c %C, selinux(8). */
record SelinuxLabelProbe(String path) implements Probe {

  /** Files below a directory usually have the same type. */
  private static final int MOST = 3;

  static final ProbeKind KIND =
      new ProbeKind(
          "selinux-label",
          "the SELinux label of a file or directory",
          MapSchema.of(
              MapSchema.required(
                  "path",
                  ValueSchema.path(),
                  "where to look; * and ? are wildcards, and the first three paths count")),
          List.of(
              Facet.text("label", "the whole label, user:role:type:level")
                  .said("{subject} has the SELinux label {}"),
              Facet.text("type", "its type, such as container_var_lib_t")
                  .said("{subject} has the SELinux type {}"),
              Facet.words("types", "the types of all paths")
                  .said("{subject} has the SELinux types {}")),
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
    return Observation.of(
        MatchingPaths.of(host, path),
        (matching, _) -> {
          List<String> paths = new ArrayList<>();
          for (String each : matching) {
            if (paths.size() == MOST) {
              break;
            }
            switch (host.status(each)) {
              case Present(_, _) -> paths.add(each);
              case Absent(_) -> {}
              case Unreadable(var where, var why) -> {
                return new Observation.Unreadable(where, why);
              }
            }
          }
          return paths.isEmpty() ? new Observation.Absent(path) : labels(host, paths);
        });
  }

  private static Observation labels(Host host, List<String> paths) {
    List<String> argv = new ArrayList<>(List.of("stat", "-c", "%C"));
    argv.addAll(paths);
    return Observation.of(
        host.output(argv),
        (text, source) -> {
          List<String> labels = text.strip().lines().toList();
          for (String label : labels) {
            if (label.split(":", 4).length < 3) {
              return new Observation.Unreadable(source, "it prints no SELinux label: " + label);
            }
          }
          if (labels.size() != paths.size()) {
            return new Observation.Unreadable(source, "it prints no SELinux label: " + text);
          }
          List<Evidence> evidence = new ArrayList<>();
          for (int i = 0; i < paths.size(); i++) {
            evidence.add(Evidence.of(source, paths.get(i), labels.get(i)));
          }
          return new Facets()
              .text("label", labels.getFirst())
              .text("type", type(labels.getFirst()))
              .words("types", labels.stream().map(SelinuxLabelProbe::type).distinct().toList())
              .found(evidence);
        });
  }

  private static String type(String label) {
    return label.split(":", 4)[2];
  }
}
