package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading.Present;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of every package in dpkg's database, by name; packages of a foreign architecture have
 * the name {@code name:architecture}, as in apt. Source: dpkg-query(1), db:Status-Status.
 *
 * @param isInterrupted whether dpkg has updates that it could not merge into its database, as on a
 *     full disk; apt refuses to run before dpkg has done so
 */
public record PackageStates(Map<String, State> byName, boolean isInterrupted) {

  /** State has dpkg's name: installed, config-files, half-installed, unpacked and so on. */
  public record State(String status, String version) {

    public boolean isInstalled() {
      return status.equals("installed");
    }

    /** True if any file of the package remains, including its configuration files. */
    public boolean hasFiles() {
      return !status.equals("not-installed");
    }
  }

  private static final String FORMAT =
      "${Package}\\t${Architecture}\\t${db:Status-Status}\\t${db:Status-Eflag}\\t${Version}\\n";

  public PackageStates {
    byName = Map.copyOf(byName);
  }

  public static PackageStates of(Host host) throws ChangeFailedException {
    String own = outputOf(host, List.of("dpkg", "--print-architecture")).strip();
    return parse(
        outputOf(host, List.of("dpkg-query", "-W", "-f=" + FORMAT)), own, hasUnmergedNotes(host));
  }

  /** apt-pkg/deb/debsystem.cc, CheckUpdates: files of digits in dpkg's directory of updates. */
  private static boolean hasUnmergedNotes(Host host) {
    return host.list("/var/lib/dpkg/updates") instanceof Present(var names, _)
        && names.stream().anyMatch(name -> name.matches("\\d+"));
  }

  static PackageStates parse(String listing, String ownArchitecture, boolean isInterrupted) {
    Map<String, State> byName = new LinkedHashMap<>();
    for (String line : listing.lines().toList()) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 5) {
        boolean own = parts[1].equals(ownArchitecture) || parts[1].equals("all");
        String name = own || parts[1].isEmpty() ? parts[0] : parts[0] + ":" + parts[1];
        String status = parts[3].equals("reinstreq") ? "half-installed" : parts[2];
        byName.put(name, new State(status, parts[4]));
      }
    }
    return new PackageStates(byName, isInterrupted);
  }

  public static String outputOf(Host host, List<String> argv) throws ChangeFailedException {
    return switch (host.run(argv)) {
      case CommandOutcome.Ended(int exit, String out, _) when exit == 0 -> out;
      case CommandOutcome.Ended(int exit, _, String err) ->
          throw new ChangeFailedException(
              "'" + String.join(" ", argv) + "' ended with " + exit + ": " + err.strip());
      case CommandOutcome.NotFound(String command) ->
          throw new ChangeFailedException(command + " not found: this host has no dpkg.");
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
                  case "installed", "config-files", "not-installed" -> false;
                  default -> true; // half-installed, unpacked, half-configured, triggers-...
                })
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
