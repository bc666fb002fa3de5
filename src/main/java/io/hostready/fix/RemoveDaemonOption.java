package io.hostready.fix;

import io.hostready.change.PlanningException;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.docker.DaemonCommand;
import io.hostready.json.JsonEdit;
import io.hostready.json.JsonException;
import io.hostready.json.JsonSyntaxException;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.List;
import java.util.regex.Pattern;

/** Removes one option from the Docker daemon's configuration file. Source: dockerd(8). */
record RemoveDaemonOption(List<String> names) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "remove-daemon-option",
          "removes an option from the daemon's configuration file (/etc/docker/daemon.json, or the"
              + " one that --config-file of docker.service names); the daemon's own validation must"
              + " pass if dockerd is installed, and everything else stays as it is",
          MapSchema.of(
              MapSchema.required(
                  "name",
                  ValueSchema.matching(
                      "an option, or an option and its members with / between them",
                      Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")),
                  "the option, such as graph or log-opts/max-size")),
          "https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file",
          """
          remove-daemon-option: {name: graph}
          """,
          arguments -> new RemoveDaemonOption(List.of(arguments.text("name").split("/"))));

  RemoveDaemonOption {
    names = List.copyOf(names);
  }

  @Override
  public String description() {
    return "remove " + String.join("/", names) + " from daemon.json";
  }

  @Override
  public void plan(PlanBuilder builder) {
    String path = DaemonCommand.configFile(builder.host());
    String text =
        EditableText.text(builder, path)
            .orElseThrow(
                () -> new PlanningException(path + " does not exist: it has no option to remove."));
    try {
      String changed = JsonEdit.remove(text, names);
      if (changed.equals(text)) {
        throw new PlanningException(
            path
                + " has no option "
                + String.join("/", names)
                + ". Its options: "
                + String.join(", ", JsonEdit.names(text))
                + ".");
      }
      builder.writeChecked(path, changed, 0644, List.of("dockerd", "--validate", "--config-file"));
    } catch (JsonException wrong) {
      String what = wrong instanceof JsonSyntaxException ? "it is not JSON: " : "";
      throw new PlanningException(path + ": " + what + wrong.getMessage() + ". Correct it first.");
    }
  }
}
