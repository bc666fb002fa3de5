package io.hostready.change;

import io.hostready.facts.DnfProgram;
import io.hostready.facts.InstalledPackage;
import io.hostready.facts.PackageDatabase;
import io.hostready.facts.PackageFormat;
import io.hostready.facts.RpmDatabase;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * dnf 4 and rpm. Every package of a transaction must have a good signature, regardless of the
 * host's settings. Source: dnf(8), dnf.conf(5), rpm(8), dnf-versionlock(8).
 */
public record Dnf() implements PackageManager {

  static final String ID = "dnf";

  private static final Duration LIMIT = Duration.ofMinutes(60);

  private static final List<String> OPTIONS =
      List.of(
          // Ends at a lock instead of waiting without a limit; the caller waits and tries again.
          "--setopt=exit_on_lock=True",
          "--setopt=*.gpgcheck=True",
          "--setopt=localpkg_gpgcheck=True",
          // A removal takes no other package along that was installed as a dependency.
          "--setopt=clean_requirements_on_remove=False");

  /** Reads rpm's database only, and no list of a repository. */
  private static final List<String> WITHOUT_REPOSITORIES =
      List.of("dnf", "-q", "-C", "--disablerepo=*");

  /** Whether a host has dnf 4. On a host with dnf 5, dnf is usually that one. */
  public static boolean isOn(Host host) {
    return DnfProgram.of(host).filter(DnfProgram.DNF_4::equals).isPresent();
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ProgramCall install(List<PackageRequest> requests, boolean mayRemove) {
    return command(
        mayRemove ? List.of("-y", "--allowerasing", "install") : List.of("-y", "install"),
        requests.stream().map(Dnf::specification).toList());
  }

  /** Without the epoch a version matches any; dnf(8), "Specifying packages". */
  private static String specification(PackageRequest request) {
    return request.name() + request.version().map(version -> "-" + version).orElse("");
  }

  @Override
  public ProgramCall reinstall(String name, String version) {
    return command(List.of("-y", "install"), List.of(name + "-" + version));
  }

  @Override
  public ProgramCall remove(List<String> names) {
    return command(List.of("-y", "remove"), names);
  }

  private static ProgramCall command(List<String> words, List<String> packages) {
    List<String> argv = new ArrayList<>(List.of("dnf"));
    argv.addAll(OPTIONS);
    argv.addAll(words);
    argv.addAll(packages);
    return new ProgramCall(argv, Map.of(), LIMIT);
  }

  @Override
  public ProgramCall markAutomatic(List<String> names) {
    return ProgramCall.of(offline(List.of("mark", "remove"), names));
  }

  @Override
  public List<String> hold(List<String> names) {
    return offline(List.of("versionlock", "add"), names);
  }

  @Override
  public List<String> unhold(List<String> names) {
    return offline(List.of("versionlock", "delete"), names);
  }

  private static List<String> offline(List<String> words, List<String> names) {
    List<String> argv = new ArrayList<>(WITHOUT_REPOSITORIES);
    argv.addAll(words);
    argv.addAll(names);
    return argv;
  }

  /** With curl, which rpm requires; dnf itself downloads packages only. */
  @Override
  public ProgramCall download(String url, String file, long most) {
    return new ProgramCall(
        List.of(
            "prlimit",
            "--fsize=" + most,
            "--",
            "curl",
            "--disable", // no .curlrc
            "--fail",
            "--silent",
            "--show-error",
            "--location",
            "--connect-timeout",
            "30",
            "--retry",
            "2",
            "--output",
            file,
            url),
        Map.of(),
        Duration.ofMinutes(5));
  }

  @Override
  public String index(String repository, String release) {
    return repository + "/repodata/repomd.xml";
  }

  @Override
  public List<String> simulated(ProgramCall command) {
    return command.argv().stream().map(word -> word.equals("-y") ? "--assumeno" : word).toList();
  }

  @Override
  public String plain(List<String> argv) {
    return String.join(" ", words(argv));
  }

  static List<String> words(List<String> argv) {
    return argv.stream().filter(word -> !word.startsWith("-")).toList();
  }

  @Override
  public String releaseWord() {
    return "release";
  }

  @Override
  public String tryOut(List<PackageRequest> requests) {
    return "dnf --assumeno install "
        + String.join(" ", requests.stream().map(Dnf::specification).toList());
  }

  @Override
  public PackageActions simulate(Host host, ProgramCall command) {
    return simulate(host, command, simulated(command));
  }

  /** Downloads no list of a repository; without a list of each, there is no preview. */
  @Override
  public Optional<PackageActions> preview(Host host, ProgramCall command) {
    List<String> argv = new ArrayList<>(simulated(command));
    argv.add(1, "-C");
    try {
      return Optional.of(simulate(host, command, argv));
    } catch (PlanningException refused) {
      if (refused.why().contains("Cache-only enabled but no cache for")) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private PackageActions simulate(Host host, ProgramCall command, List<String> argv) {
    try {
      PackageStates states = states(host);
      return DnfSimulation.of(
          host.run(argv, SIMULATION_LIMIT), command, states, architecture(host));
    } catch (ChangeFailedException unseen) {
      throw new PlanningException(unseen.why());
    } catch (PlanningException refused) {
      throw DnfLocks.explained(host, command, refused);
    }
  }

  @Override
  public PackageActions simulateRemoval(Host host, List<String> names) {
    return simulate(host, remove(names));
  }

  @Override
  public Optional<String> wrongOrigin(Host host, InstallPackages change, PackageActions actions) {
    return DnfOrigins.wrong(host, change, actions);
  }

  @Override
  public PackageStates states(Host host) throws ChangeFailedException {
    return states(
        RpmDatabase.parse(PackageStates.outputOf(host, RpmDatabase.QUERY)), architecture(host));
  }

  static PackageStates states(PackageDatabase.Listed database, String architecture) {
    Map<String, PackageStates.State> byName = new LinkedHashMap<>();
    for (List<InstalledPackage> entries : database.packages().values()) {
      for (InstalledPackage one : entries) {
        if (!one.name().equals("gpg-pubkey")) { // a key
          byName.merge(
              key(one.name(), one.architecture(), architecture),
              new PackageStates.State(one.state(), one.version()),
              Dnf::several);
        }
      }
    }
    return new PackageStates(byName, false);
  }

  private static PackageStates.State several(PackageStates.State one, PackageStates.State two) {
    boolean isFirstNewer = PackageFormat.RPM.compare(one.version(), two.version()) > 0;
    return new PackageStates.State(
        PackageStates.SEVERAL, isFirstNewer ? one.version() : two.version());
  }

  /** Removes one of several versions of a package, and no other package. */
  public static ProgramCall erase(List<RpmInstance> instances) {
    List<String> argv = new ArrayList<>(List.of("rpm", "--erase", "--nodeps"));
    instances.forEach(each -> argv.add(each.label()));
    return new ProgramCall(argv, Map.of(), LIMIT);
  }

  /** Installs the same version of an installed package again. */
  public ProgramCall repair(String name, String version) {
    return command(List.of("-y", "reinstall"), List.of(name + "-" + version));
  }

  /** The name of a package, with the architecture if it is a foreign one. */
  static String key(String name, String architecture, String own) {
    return architecture.equals(own) || architecture.equals("noarch")
        ? name
        : name + "." + architecture;
  }

  private static String architecture(Host host) throws ChangeFailedException {
    return PackageStates.outputOf(host, List.of("uname", "-m")).strip();
  }

  @Override
  public List<String> automatic(Host host) throws ChangeFailedException {
    List<String> argv = new ArrayList<>(WITHOUT_REPOSITORIES);
    argv.addAll(List.of("repoquery", "--installed", "--qf", "%{name} %{reason}"));
    return PackageStates.outputOf(host, argv)
        .lines()
        .filter(line -> line.endsWith(" dependency") || line.endsWith(" weak-dependency"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  @Override
  public List<String> held(Host host) throws ChangeFailedException {
    return DnfLocks.held(host, this);
  }

  @Override
  public Reading<String> readHold(Host host, String name) {
    return DnfLocks.read(host, name);
  }

  @Override
  public boolean isLocked(String why) {
    // dnf/lock.py: "RPMDB already locked by 775", "Metadata already locked by 775"
    return why.contains(" already locked by ");
  }

  /** The address from which dnf downloads a repository; empty if it is not the only one. */
  static Optional<String> address(Host host, String repository) {
    List<String> argv = List.of("dnf", "-C", "repoinfo", repository);
    if (!(host.run(argv, SIMULATION_LIMIT) instanceof CommandOutcome.Ended(int exit, String out, _)
        && exit == 0)) {
      return Optional.empty();
    }
    List<String> addresses = new ArrayList<>();
    for (String line : out.lines().toList()) {
      if (line.matches("Repo-(mirrors|metalink) .*")) {
        return Optional.empty();
      }
      if (line.startsWith("Repo-baseurl ")) {
        addresses.add(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return addresses.size() == 1 ? Optional.of(addresses.getFirst()) : Optional.empty();
  }
}
