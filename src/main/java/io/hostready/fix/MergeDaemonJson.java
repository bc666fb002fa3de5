package io.hostready.fix;

import io.hostready.change.Draft;
import io.hostready.change.NotPossible;
import io.hostready.facts.DaemonCommand;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import io.hostready.yaml.YamlNode;
import java.util.List;
import java.util.Map;

/** Merges keys into the Docker daemon's configuration. Source: dockerd(8). */
record MergeDaemonJson(YamlNode.Mapping wanted) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "daemon-json",
          "merges keys into the daemon's configuration file (/etc/docker/daemon.json, or the one"
              + " that --config-file of docker.service names); the daemon's own validation must"
              + " pass if dockerd is installed, and other keys stay as they are",
          Shape.of(
              Shape.required(
                  "set",
                  ValueType.node(
                      "a map of the daemon's options",
                      Map.of("type", "object", "minProperties", 1)),
                  "the options; maps are merged, everything else is replaced")),
          "https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file",
          """
          daemon-json:
            set:
              live-restore: true
              log-opts: {max-size: 10m, max-file: "3"}
          """,
          arguments -> new MergeDaemonJson(map(arguments.get("set", YamlNode.class))));

  private static YamlNode.Mapping map(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping && !mapping.entries().isEmpty()) {
      return mapping;
    }
    throw new IllegalArgumentException(
        node.described() + " stands as 'set'; expected a map with at least one option.");
  }

  @Override
  public String described() {
    return "set " + String.join(", ", wanted.entries().keySet()) + " in daemon.json";
  }

  @Override
  public void plan(Draft draft) {
    String path = DaemonCommand.configFile(draft.host());
    String text = FileToEdit.text(draft, path).orElse("");
    try {
      draft.writeChecked(
          path,
          new JsonMerge(text).merged(wanted).text(),
          0644,
          List.of("dockerd", "--validate", "--config-file"));
    } catch (NotPossible inFile) {
      throw new NotPossible(path + ": " + inFile.why());
    }
  }
}
