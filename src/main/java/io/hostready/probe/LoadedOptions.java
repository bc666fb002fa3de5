package io.hostready.probe;

import io.hostready.docker.DaemonApi;
import io.hostready.docker.DaemonCommand;
import io.hostready.docker.DaemonSettings;
import io.hostready.facts.ResolvedPath;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.json.JsonValue;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options that a running daemon has loaded, compared with its configuration: a difference means
 * that daemon.json or docker.service was changed and the daemon was not restarted. Options that GET
 * /info does not have are not compared. Source: moby's daemon/info.go, info_unix.go, reload.go.
 */
record LoadedOptions(Host host, DaemonValues values, Set<String> runtimes, VersionNumber version) {

  /**
   * What SIGHUP changes in Docker 17.06 and later, of the options compared here; without
   * "runtimes", since only a restart finds a new hook of NVIDIA (daemon/devices_nvidia_linux.go).
   */
  private static final Set<String> RELOADED =
      Set.of(
          "debug",
          "default-runtime",
          "insecure-registries",
          "labels",
          "live-restore",
          "registry-mirrors");

  private static final VersionNumber RELOADS = VersionNumber.parse("17.06");

  private static final String DATA_ROOT = "/var/lib/docker";

  /** An option of which the daemon has another value than its configuration. */
  record Difference(String key, String configured, String loaded) {

    @Override
    public String toString() {
      return key + " is " + configured + " (dockerd still has " + loaded + ")";
    }
  }

  /** The phrases of the differences. */
  static Value names(Reading<List<Difference>> differences) {
    return Value.of(
        differences, (all, _) -> new Value.Words(all.stream().map(Difference::toString).toList()));
  }

  /** Whether SIGHUP ('systemctl reload') loads all of them: those that the file sets. */
  Value areReloaded(Reading<List<Difference>> differences) {
    return Value.of(
        differences,
        (all, _) ->
            new Value.Flag(
                version.compareTo(RELOADS) >= 0
                    && all.stream()
                        .map(Difference::key)
                        .allMatch(key -> RELOADED.contains(key) && isInFile(key))));
  }

  private boolean isInFile(String key) {
    return values.file().containsKey(key);
  }

  /** The differences. Absent if no daemon answers, Unreadable if one side is unknown. */
  Reading<List<Difference>> differences() {
    if (DaemonSettings.isNoJson(host)) {
      return new Unreadable<>(DaemonCommand.configFile(host), "not JSON");
    }
    if (values.command().isEmpty()) {
      return new Unreadable<>("docker.service", "the flags of dockerd are unknown");
    }
    return DaemonApi.info(host)
        .flatMap(
            info -> {
              List<Difference> found =
                  new ArrayList<>(new LoadedLists(values, runtimes, info).differences());
              found.addAll(new LoadedNames(host, values, info).differences());
              return dataRoot(info)
                  .map(
                      root -> {
                        root.ifPresent(found::add);
                        return List.copyOf(found);
                      });
            });
  }

  /**
   * The daemon resolves the links of its data root, and adds UID.GID with userns-remap: {@code
   * CreateDaemonRoot} and {@code setupDaemonRoot}.
   */
  private Reading<Optional<Difference>> dataRoot(JsonValue info) {
    Optional<String> loaded =
        LoadedNames.text(info, "/DockerRootDir")
            .map(path -> path.replaceFirst("/\\d+\\.\\d+/?$", "").replaceFirst("(?<=.)/+$", ""));
    Optional<String> set = values.text("data-root").or(() -> values.text("graph"));
    String configured = set.orElse(DATA_ROOT).replaceFirst("(?<=.)/+$", "");
    if (loaded.isEmpty() || loaded.get().equals(configured) || !configured.startsWith("/")) {
      return new Present<>(Optional.empty(), DATA_ROOT);
    }
    return ResolvedPath.of(host, configured)
        .map(
            resolved ->
                resolved.path().equals(loaded.get())
                    ? Optional.empty()
                    : Optional.of(
                        new Difference(
                            "data-root",
                            set.isPresent() ? configured : configured + " by default",
                            loaded.get())));
  }
}
