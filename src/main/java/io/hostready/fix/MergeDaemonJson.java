package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.docker.DaemonCommand;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonEdit;
import io.hostready.json.JsonException;
import io.hostready.json.JsonKind;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonPath;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonSyntaxException;
import io.hostready.json.JsonValue;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Merges keys into the Docker daemon's configuration. Source: dockerd(8). */
record MergeDaemonJson(YamlNode.Mapping wanted) implements Fix {

  private static final String NUMBER = "-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?";

  static final FixKind KIND =
      new FixKind(
          "merge-daemon-json",
          "merges keys into the daemon's configuration file (/etc/docker/daemon.json, or the one"
              + " that --config-file of docker.service names); the daemon's own validation must"
              + " pass if dockerd is installed, and other keys stay as they are",
          MapSchema.of(
              MapSchema.required(
                  "set",
                  ValueSchema.node(
                      "a map of the daemon's options",
                      Map.of("type", "object", "minProperties", 1)),
                  "the options; maps are merged, everything else is replaced")),
          "https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file",
          """
          merge-daemon-json:
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
        "invalid 'set' (" + node.description() + "): use a map with at least one option");
  }

  @Override
  public String description() {
    return "set " + String.join(", ", wanted.entries().keySet()) + " in daemon.json";
  }

  @Override
  public void plan(PlanBuilder builder) {
    String path = DaemonCommand.configFile(builder.host());
    String text = EditableText.text(builder, path).orElse("");
    try {
      builder.writeChecked(
          path,
          JsonEdit.merge(text, (JsonObject) json(wanted)),
          0644,
          List.of("dockerd", "--validate", "--config-file"));
    } catch (JsonException wrong) {
      String what = wrong instanceof JsonSyntaxException ? "it is not JSON: " : "";
      throw new PlanningException(path + ": " + what + wrong.getMessage() + ". Correct it first.");
    }
  }

  /** A YAML value as JSON. */
  static JsonValue json(YamlNode node) {
    int line = node.at().line();
    int column = node.at().column();
    return switch (node) {
      case YamlNode.Scalar scalar -> new JsonScalar(kind(scalar), scalar.text(), line, column);
      case YamlNode.Sequence(_, List<YamlNode> items) ->
          new JsonArray(items.stream().map(MergeDaemonJson::json).toList(), line, column);
      case YamlNode.Mapping(_, Map<String, YamlNode.Entry> entries) -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        entries.forEach((name, entry) -> members.put(name, json(entry.value())));
        yield new JsonObject(members, JsonPath.ROOT, line, column);
      }
    };
  }

  private static JsonKind kind(YamlNode.Scalar scalar) {
    return !scalar.plain()
        ? JsonKind.STRING
        : switch (scalar.text()) {
          case "true", "false" -> JsonKind.BOOLEAN;
          case "null" -> JsonKind.NULL;
          default -> scalar.text().matches(NUMBER) ? JsonKind.NUMBER : JsonKind.STRING;
        };
  }
}
