package io.hostready.probe;

import io.hostready.docker.DaemonCommand;
import io.hostready.host.Host;
import io.hostready.json.JsonKind;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonPath;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The OCI runtimes in the daemon's configuration, and the programs that they need. Source: moby's
 * {@code daemon/runtime_unix.go}.
 */
record DaemonRuntimes(Host host, Map<String, JsonValue> configured, Optional<String> chosen) {

  private static final String STOCK = "runc";

  /**
   * Names that containerd accepts without configuration; it starts containerd-shim-NAME-VERSION.
   */
  private static final Pattern SHIM = Pattern.compile("io\\.containerd\\.([a-z0-9]+)\\.(v\\d+)");

  /** The runtimes of a configuration file and of the flags of the daemon. */
  static DaemonRuntimes of(
      Host host, Map<String, JsonValue> file, Optional<DaemonCommand> command) {
    Map<String, JsonValue> runtimes =
        file.get("runtimes") instanceof JsonObject object
            ? new java.util.LinkedHashMap<>(object.members())
            : new java.util.LinkedHashMap<>();
    command.ifPresent(
        started ->
            started.flags().stream()
                .filter(flag -> flag.name().equals("add-runtime") && flag.value().contains("="))
                .forEach(flag -> add(flag.value(), runtimes)));
    return new DaemonRuntimes(
        host,
        runtimes,
        text(file.get("default-runtime"))
            .or(() -> command.flatMap(started -> started.value("default-runtime")))
            .filter(name -> !name.isEmpty()));
  }

  private static void add(String flag, Map<String, JsonValue> runtimes) {
    int equals = flag.indexOf('=');
    JsonValue path = new JsonScalar(JsonKind.STRING, flag.substring(equals + 1), 1, 1);
    runtimes.put(
        flag.substring(0, equals), new JsonObject(Map.of("path", path), JsonPath.ROOT, 1, 1));
  }

  private static Optional<String> text(@org.jspecify.annotations.Nullable JsonValue json) {
    return json instanceof JsonScalar(JsonKind kind, String text, _, _) && kind == JsonKind.STRING
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The errors for which the daemon does not start. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    configured.forEach(
        (name, json) -> {
          if (name.equals(STOCK)) {
            complaints.add("runtimes." + STOCK + " is reserved (expected another name)");
          } else if (!(json instanceof JsonObject)) {
            complaints.add("runtimes." + name + " is not an object (expected an object)");
          } else if (program(name).isEmpty()) {
            complaints.add("runtimes." + name + " has no path and no runtimeType");
          }
        });
    chosen
        .filter(name -> !name.equals(STOCK) && !configured.containsKey(name))
        .filter(name -> !SHIM.matcher(name).matches())
        .ifPresent(
            name ->
                complaints.add("default-runtime is \"" + name + "\" (expected one of runtimes)"));
    return complaints;
  }

  /** The program of a runtime: a path, or a name that is searched in PATH. */
  private Optional<String> program(String name) {
    if (name.equals(STOCK)) {
      return Optional.of(STOCK);
    }
    if (configured.get(name) instanceof JsonObject runtime) {
      Optional<String> path = text(runtime.members().get("path")).filter(text -> !text.isEmpty());
      return path.isPresent()
          ? path
          : text(runtime.members().get("runtimeType")).map(DaemonRuntimes::shim);
    }
    return SHIM.matcher(name).matches() ? Optional.of(shim(name)) : Optional.empty();
  }

  private static String shim(String type) {
    Matcher shim = SHIM.matcher(type);
    if (!shim.matches()) {
      return type; // the path of a shim
    }
    return shim.group(1).equals(STOCK)
        ? STOCK // its shim is in containerd's own package
        : "containerd-shim-" + shim.group(1) + "-" + shim.group(2);
  }

  /** The default runtime if its program is missing; one that is not configured is invalid. */
  Value missingDefault(List<Evidence> evidence) {
    return missing(List.of(chosen.orElse(STOCK)), evidence);
  }

  /** Runtimes other than the default one whose program is missing. */
  Value missingOthers(List<Evidence> evidence) {
    return missing(
        configured.keySet().stream().filter(name -> !name.equals(chosen.orElse(STOCK))).toList(),
        evidence);
  }

  private Value missing(List<String> names, List<Evidence> evidence) {
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      Optional<String> program = program(name);
      if (program.isPresent()) {
        switch (ExecutableProbe.executable(host, program.get(), evidence)) {
          case Observation.Found _ -> {}
          case Observation.Absent _ -> missing.add(name + " (" + program.get() + ")");
          case Observation.Unreadable(String where, String why) -> {
            return new Value.Unreadable(where, why);
          }
        }
      }
    }
    return new Value.Words(missing);
  }
}
