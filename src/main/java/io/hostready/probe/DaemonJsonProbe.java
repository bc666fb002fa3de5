package io.hostready.probe;

import io.hostready.docker.DaemonCommand;
import io.hostready.host.Host;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a value from the Docker daemon's configuration file, at any path. */
record DaemonJsonProbe(String pointer, Optional<Pattern> matches) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "daemon-json",
          "a value in the Docker daemon's configuration file",
          MapSchema.of(
              JsonFileProbe.POINTER_KEY,
              MapSchema.optional(
                  "matches",
                  ValueSchema.regularExpression(),
                  "only a value that matches counts; the result is the first group, else the"
                      + " match")),
          JsonFileProbe.KIND.facets(),
          true,
          "the file that --config-file of docker.service's ExecStart names, else"
              + " /etc/docker/daemon.json",
          """
          daemon-json:
            pointer: /storage-driver
            expect: {value: overlay2}
          """,
          arguments ->
              new DaemonJsonProbe(
                  arguments.findText("pointer").orElse(""),
                  arguments.find("matches", Pattern.class)));

  @Override
  public String subject() {
    return pointer.isEmpty() ? "daemon.json" : JsonFileProbe.keyOf(pointer) + " in daemon.json";
  }

  @Override
  public String presence() {
    return subject() + (pointer.isEmpty() ? " exists" : " is set");
  }

  @Override
  public String absence() {
    return subject() + (pointer.isEmpty() ? " does not exist" : " is not set");
  }

  @Override
  public List<String> commands() {
    return List.of("cat /etc/docker/daemon.json");
  }

  @Override
  public Observation observe(Host host) {
    String path = DaemonCommand.configFile(host);
    Observation seen =
        named(path, new JsonFileProbe(path, pointer, JsonFileProbe.Format.JSON).observe(host));
    return matches.map(expression -> matched(seen, path, expression)).orElse(seen);
  }

  /** An error in the file names the file. */
  private static Observation named(String path, Observation seen) {
    if (seen instanceof Observation.Found(Map<String, Value> facets, List<Evidence> evidence)
        && facets.get("valid") instanceof Value.Flag(boolean isValid, String because)
        && !isValid) {
      Map<String, Value> changed = new LinkedHashMap<>(facets);
      changed.put("valid", new Value.Flag(false, path + ": " + because));
      return new Observation.Found(changed, evidence);
    }
    return seen;
  }

  private static Observation matched(Observation seen, String path, Pattern expression) {
    if (seen instanceof Observation.Found(Map<String, Value> facets, List<Evidence> evidence)
        && facets.get("value") instanceof Value.Text(String text)) {
      return switch (LineSearch.first(expression, text)) {
        case LineSearch.Match(String value, _) -> {
          Map<String, Value> changed = new LinkedHashMap<>(facets);
          changed.put("value", new Value.Text(value));
          yield new Observation.Found(changed, evidence);
        }
        case LineSearch.NoMatch() -> new Observation.Absent(path, evidence);
        case LineSearch.GaveUp(String why) -> new Observation.Unreadable(path, why);
      };
    }
    return seen;
  }
}
