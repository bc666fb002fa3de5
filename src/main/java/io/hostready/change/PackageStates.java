package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of every package in the database of dpkg or rpm, by name; packages of a foreign
 * architecture have the name {@code name:architecture} as in apt, or {@code name.architecture} as
 * in dnf.
 *
 * @param isInterrupted whether dpkg has updates that it could not merge into its database, as on a
 *     full disk; apt refuses to run before dpkg has done so
 */
public record PackageStates(Map<String, State> byName, boolean isInterrupted) {

  /** The status of a package of which rpm has several versions. */
  public static final String SEVERAL = "several versions";

  /**
   * State has dpkg's name: installed, config-files, half-installed, unpacked and so on. A package
   * in rpm's database is installed, or has several versions, as kernels and packages of an
   * interrupted upgrade; the version is the highest one then.
   */
  public record State(String status, String version) {

    public boolean isInstalled() {
      return status.equals("installed");
    }

    /** True if any file of the package remains, including its configuration files. */
    public boolean hasFiles() {
      return !status.equals("not-installed");
    }
  }

  public PackageStates {
    byName = Map.copyOf(byName);
  }

  public static String outputOf(Host host, List<String> argv) throws ChangeFailedException {
    return switch (host.run(argv)) {
      case CommandOutcome.Ended(int exit, String out, _) when exit == 0 -> out;
      case CommandOutcome.Ended(int exit, _, String err) ->
          throw new ChangeFailedException(
              "'" + String.join(" ", argv) + "' ended with " + exit + ": " + err.strip());
      case CommandOutcome.NotFound(String command) ->
          throw new ChangeFailedException(command + " not found on this host.");
      case CommandOutcome.NotRun(String why) -> throw new ChangeFailedException(why + ".");
    };
  }

  public Optional<State> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public boolean isInstalled(String name) {
    return find(name).filter(State::isInstalled).isPresent();
  }

  public boolean hasFiles(String name) {
    return find(name).filter(State::hasFiles).isPresent();
  }

  /** Whether dpkg has finished everything that it started. */
  public boolean isConsistent() {
    return !isInterrupted && interrupted().isEmpty();
  }

  /** Names of packages that an interrupted dpkg left in an intermediate state. */
  public List<String> interrupted() {
    return byName.entrySet().stream()
        .filter(
            entry ->
                switch (entry.getValue().status()) {
                  case "installed", "config-files", "not-installed", SEVERAL -> false;
                  default -> true; // half-installed, unpacked, half-configured, triggers-...
                })
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
