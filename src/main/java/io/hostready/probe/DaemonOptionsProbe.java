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
import io.hostready.json.JsonValue;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.MapSchema;
import java.util.ArrayList;
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
          MapSchema.of(DockerVersionArgument.KEY),
          List.of(
              Facet.text("file", "the configuration file, which need not exist")
                  .said("configuration file {}"),
              Facet.words("unknown", "keys and flags that this Docker does not have")
                  .said("options unknown to {subject}: {}"),
              Facet.words("invalid", "values of the wrong type or form, and what was expected")
                  .said("invalid options: {}"),
              Facet.words("conflicts", "options that this Docker does not accept together")
                  .said("conflicting options: {}"),
              Facet.words("set-twice", "keys of the file that are set by a flag as well")
                  .said("options set in daemon.json and by a flag: {}"),
              Facet.words(
                      "refused",
                      "the error of dockerd --validate with the flags of docker.service (Docker 23"
                          + " and later); without one, or without dockerd, empty")
                  .said("dockerd --validate: {}"),
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
                  .said("runtimes not found: {}"),
              Facet.words(
                      "not-loaded",
                      "options of which the running dockerd has another value: they were changed"
                          + " after its start")
                  .said("options that dockerd has not loaded: {}"),
              Facet.flag("reload-suffices", "whether 'systemctl reload docker' loads all of them")
                  .saidIfTrue(
                      "'systemctl reload docker' loads them",
                      "'systemctl reload docker' does not load all of them")),
          true,
          "/etc/docker/daemon.json, or the file of --config-file; ExecStart of docker.service,"
              + " drop-ins included; a configuration file that is not JSON counts as an empty one;"
              + " dockerd --validate; GET /info of the running dockerd",
          """
          daemon-options:
            docker-version: "29"
            expect: {unknown: {only: []}, invalid: {only: []}}
          """,
          arguments -> new DaemonOptionsProbe(DockerVersionArgument.of(arguments)));

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
    DaemonValues values = new DaemonValues(file, command);
    List<String> invalid = invalid(values);
    invalid.addAll(runtimes.complaints());
    List<String> refusal =
        DaemonValidation.of(host, version, values).filter(_ -> !isHostsAlone(values)).stream()
            .toList();
    LoadedOptions loaded = new LoadedOptions(host, values, runtimes.configured().keySet(), version);
    Reading<List<LoadedOptions.Difference>> notLoaded = loaded.differences();
    refusal.forEach(said -> evidence.add(Evidence.of(DaemonValidation.COMMAND, said, null)));
    return new Facets()
        .text("file", DaemonCommand.configFile(host))
        .words("unknown", unknown(values))
        .words("invalid", invalid)
        .words("conflicts", new DaemonConflicts(values, version).complaints())
        .words("set-twice", setTwice(values))
        .words("refused", refusal)
        .value("missing-files", DaemonNeededFiles.missing(host, values))
        .value("missing-default-runtime", runtimes.missingDefault(evidence))
        .value("missing-runtimes", runtimes.missingOthers(evidence))
        .value("not-loaded", LoadedOptions.names(notLoaded))
        .value("reload-suffices", loaded.areReloaded(notLoaded))
        .found(evidence);
  }

  private List<String> unknown(DaemonValues values) {
    Set<String> unknown = new LinkedHashSet<>();
    values
        .file()
        .forEach(
            (key, value) -> {
              if (isGroup(key, value)) {
                ((JsonObject) value)
                    .members().keySet().stream()
                        .filter(member -> DaemonOption.ofKey(member, version).isEmpty())
                        .forEach(member -> unknown.add(key + "." + member));
              } else if (DaemonOption.ofKey(key, version)
                  .filter(option -> !option.type().equals("group"))
                  .isEmpty()) {
                unknown.add(key);
              }
            });
    List<Flag> flags =
        values.flags().stream()
            .filter(flag -> !DaemonOption.hasFlag(flag.name(), version))
            .toList();
    flags.forEach(flag -> unknown.add("--" + flag.name()));
    if (flags.isEmpty()) {
      values.command().ifPresent(started -> unknown.addAll(started.arguments()));
    }
    return List.copyOf(unknown);
  }

  /** The daemon reads the members of any other object as options. */
  private static boolean isGroup(String key, JsonValue value) {
    return value instanceof JsonObject && !DaemonOption.isObject(key);
  }

  private List<String> invalid(DaemonValues values) {
    List<String> invalid = new ArrayList<>();
    values
        .file()
        .forEach(
            (key, value) ->
                DaemonOption.ofKey(key, version)
                    .filter(option -> option.key().equals(key)) // a flag's name alone is skipped
                    .ifPresent(
                        option ->
                            invalid.addAll(DaemonOptionType.of(option).complaints(key, value))));
    invalid.addAll(DaemonOptionType.ofMembers(values.file(), version));
    for (Flag flag : values.flags()) {
      flag.option()
          .map(option -> option.in(version))
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

  private static List<String> setTwice(DaemonValues values) {
    Set<String> keys = new LinkedHashSet<>();
    values
        .file()
        .forEach(
            (key, value) -> {
              keys.add(key);
              if (isGroup(key, value)) {
                keys.addAll(((JsonObject) value).members().keySet());
              }
            });
    keys.remove("runtimes"); // the only option that the daemon merges
    return values.flags().stream()
        .flatMap(flag -> flag.option().stream())
        .map(option -> option.key().isEmpty() ? option.flag() : option.key())
        .filter(keys::contains)
        .distinct()
        .toList();
  }

  /** Whether "hosts" is the only option that is set twice: daemon-hosts-set-once reports it. */
  private static boolean isHostsAlone(DaemonValues values) {
    return setTwice(values).equals(List.of("hosts"));
  }
}
