package io.hostready.probe;

import io.hostready.docker.DaemonCommand;
import io.hostready.docker.DaemonCommand.Flag;
import io.hostready.docker.DaemonOption;
import io.hostready.docker.DaemonSettings;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether a version of dockerd accepts its options: those of its configuration file and
 * those of docker.service. Source: moby's {@code daemon/config/config.go}.
 */
record DaemonOptionsProbe(VersionNumber version) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "daemon-options",
          "the options of the Docker daemon: whether this Docker version has them, and"
              + " whether their values are valid",
          MapSchema.of(
              MapSchema.required(
                  "docker-version",
                  ValueSchema.matching("a version such as 29 or 1.6.2", "\\d.*"),
                  "the version of Docker")),
          List.of(
              Facet.text("file", "the configuration file, which need not exist")
                  .said("configuration file {}"),
              Facet.words("unknown", "keys and flags that this Docker does not have")
                  .said("options unknown to {subject}: {}"),
              Facet.words("invalid", "values of the wrong type or form, and what was expected")
                  .said("invalid options: {}"),
              Facet.words("set-twice", "keys of the file that are set by a flag as well")
                  .said("options set in daemon.json and by a flag: {}"),
              Facet.words(
                      "missing-files", "files that the daemon needs to start and that do not exist")
                  .said("files not found: {}"),
              Facet.words(
                      "missing-default-runtime",
                      "the default OCI runtime, if its program is not found or not executable")
                  .said("default runtime not found: {}"),
              Facet.words(
                      "missing-runtimes",
                      "other runtimes whose program is not found or not executable")
                  .said("runtimes not found: {}")),
          true,
          "/etc/docker/daemon.json, or the file of --config-file; ExecStart of docker.service,"
              + " drop-ins included; a configuration file that is not JSON counts as an empty one",
          """
          daemon-options:
            docker-version: "29"
            expect: {unknown: {only: []}, invalid: {only: []}}
          """,
          arguments ->
              new DaemonOptionsProbe(VersionNumber.parse(arguments.text("docker-version"))));

  @Override
  public String subject() {
    return "dockerd " + version;
  }

  @Override
  public String absence() {
    return "daemon.json not found";
  }

  @Override
  public String absence(Observation.Absent absent) {
    return absent.where() + " not found";
  }

  @Override
  public List<String> commands() {
    return List.of("dockerd --validate --config-file=/etc/docker/daemon.json");
  }

  @Override
  public Observation observe(Host host) {
    Reading<DaemonCommand> command = DaemonCommand.read(host);
    if (command instanceof Unreadable(var where, var why)) {
      return new Observation.Unreadable(where, why);
    }
    return switch (DaemonSettings.read(host)) {
      case Present(var settings, var path) ->
          look(host, path, settings.document(), command.toOptional());
      case Absent(var where) -> new Observation.Absent(where);
      case Unreadable(var where, var why) ->
          DaemonSettings.isNoJson(host)
              ? look(host, where, Optional.empty(), command.toOptional())
              : new Observation.Unreadable(where, why);
    };
  }

  private Observation look(
      Host host, String path, Optional<JsonValue> document, Optional<DaemonCommand> command) {
    Map<String, JsonValue> file =
        document.orElse(null) instanceof JsonObject object ? object.members() : Map.of();
    List<Evidence> evidence = new ArrayList<>();
    file.forEach(
        (key, value) ->
            evidence.add(Evidence.of(path, value.line(), key, DaemonOptionType.shown(value))));
    document.ifPresent(
        json ->
            json.duplicates()
                .forEach(
                    key -> evidence.add(Evidence.of(path, key, "set twice: the last counts"))));
    command.ifPresent(
        started ->
            started
                .flags()
                .forEach(
                    flag ->
                        evidence.add(
                            Evidence.of(
                                started.path(),
                                started.line(),
                                "--" + flag.name(),
                                flag.value()))));
    DaemonRuntimes runtimes = DaemonRuntimes.of(host, file, command);
    List<String> invalid = invalid(file, command);
    invalid.addAll(runtimes.complaints());
    return new Facets()
        .text("file", DaemonCommand.configFile(host))
        .words("unknown", unknown(file, command))
        .words("invalid", invalid)
        .words("set-twice", setTwice(file, command))
        .value("missing-files", missingFiles(host, file, command))
        .value("missing-default-runtime", runtimes.missingDefault(evidence))
        .value("missing-runtimes", runtimes.missingOthers(evidence))
        .found(evidence);
  }

  private List<String> unknown(Map<String, JsonValue> file, Optional<DaemonCommand> command) {
    Set<String> unknown = new LinkedHashSet<>();
    file.forEach(
        (key, value) -> {
          Optional<DaemonOption> option = DaemonOption.ofKey(key, version);
          if (option.isEmpty() || option.get().type().equals("group")) {
            unknown.addAll(unknownIn(key, value));
          }
        });
    command.ifPresent(
        started -> {
          started.flags().stream()
              .filter(flag -> !DaemonOption.hasFlag(flag.name(), version))
              .forEach(flag -> unknown.add("--" + flag.name()));
          if (unknown.stream().noneMatch(name -> name.startsWith("--"))) {
            unknown.addAll(started.arguments());
          }
        });
    return List.copyOf(unknown);
  }

  /** The daemon treats an unknown object as a group of options. */
  private List<String> unknownIn(String key, JsonValue value) {
    boolean isGroup = !DaemonOption.isNamed(key) || DaemonOption.ofKey(key, version).isPresent();
    return isGroup && value instanceof JsonObject object
        ? object.members().keySet().stream()
            .filter(member -> DaemonOption.ofKey(member, version).isEmpty())
            .map(member -> key + "." + member)
            .toList()
        : List.of(key);
  }

  private List<String> invalid(Map<String, JsonValue> file, Optional<DaemonCommand> command) {
    List<String> invalid = new ArrayList<>();
    file.forEach(
        (key, value) ->
            DaemonOption.ofKey(key, version)
                .filter(option -> option.key().equals(key)) // a flag's name alone is skipped
                .ifPresent(
                    option -> invalid.addAll(DaemonOptionType.of(option).complaints(key, value))));
    for (Flag flag : command.map(DaemonCommand::flags).orElse(List.of())) {
      flag.option()
          .flatMap(option -> DaemonOptionType.of(option).textComplaint(flag.value()))
          .ifPresent(
              expected ->
                  invalid.add(
                      "--"
                          + flag.name()
                          + " is \""
                          + flag.value()
                          + "\" (expected "
                          + expected
                          + ")"));
    }
    return invalid;
  }

  private List<String> setTwice(Map<String, JsonValue> file, Optional<DaemonCommand> command) {
    Set<String> keys = new LinkedHashSet<>(file.keySet());
    if (file.get("proxies") instanceof JsonObject object) {
      keys.addAll(object.members().keySet());
    }
    keys.remove("runtimes"); // the only option that the daemon merges
    return command.map(DaemonCommand::flags).orElse(List.of()).stream()
        .flatMap(flag -> flag.option().stream())
        .map(DaemonOption::key)
        .filter(keys::contains)
        .distinct()
        .toList();
  }

  /** Certificates, if TLS is on, and the seccomp profile. */
  private static Value missingFiles(
      Host host, Map<String, JsonValue> file, Optional<DaemonCommand> command) {
    Map<String, String> needed = new LinkedHashMap<>();
    command
        .flatMap(started -> started.value("config-file"))
        .ifPresent(path -> needed.put("config-file", path));
    boolean isByFlag =
        command.flatMap(started -> started.value("tls")).filter("true"::equals).isPresent()
            || command.flatMap(started -> started.value("tlsverify")).isPresent();
    if (isByFlag || file.containsKey("tlsverify") || text(file, "tls").equals("true")) {
      // The files in ~/.docker apply only to flags: moby's daemon/command/options.go.
      String otherwise = isByFlag ? "/root/.docker/" : "";
      for (String name : List.of("cert", "key")) {
        String key = "tls" + name;
        needed.put(
            key, either(file, command, key).orElse(isByFlag ? otherwise + name + ".pem" : ""));
      }
      either(file, command, "tlscacert").ifPresent(path -> needed.put("tlscacert", path));
    }
    either(file, command, "seccomp-profile")
        .filter(path -> !List.of("unconfined", "builtin", "default").contains(path))
        .ifPresent(path -> needed.put("seccomp-profile", path));
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, String> each : needed.entrySet()) {
      if (each.getValue().isEmpty()) {
        missing.add(each.getKey() + " (not set)");
      } else if (each.getValue().startsWith("/")) {
        switch (host.status(each.getValue())) {
          case Present(_, _) -> {}
          case Absent(_) -> missing.add(each.getKey() + " (" + each.getValue() + ")");
          case Unreadable(_, var why) -> {
            return new Value.Unreadable(each.getValue(), why);
          }
        }
      }
    }
    return new Value.Words(missing);
  }

  private static Optional<String> either(
      Map<String, JsonValue> file, Optional<DaemonCommand> command, String key) {
    return Optional.of(text(file, key))
        .filter(text -> !text.isEmpty())
        .or(() -> command.flatMap(started -> started.value(key)));
  }

  private static String text(Map<String, JsonValue> file, String key) {
    return file.get(key) instanceof JsonScalar(_, String text, _, _) ? text : "";
  }
}
