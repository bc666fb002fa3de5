package io.hostready.change;

import io.hostready.facts.DpkgStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A program that installs and removes packages: its command lines, and how its answers are read.
 * All command lines ask no question and never remove packages automatically. Methods that return a
 * {@link ProgramCall} run nothing; the others run programs that change no package.
 */
public sealed interface PackageManager permits Apt, Dnf {

  /** The time limit for waiting for another run of a package manager. */
  Duration LOCK_WAIT = Duration.ofMinutes(5);

  /** The time limit for a simulation, or for the listing of package origins. */
  Duration SIMULATION_LIMIT = Duration.ofMinutes(2);

  /** Its name in messages, plans and journals, such as {@code apt}. */
  String id();

  /**
   * Installs packages with their dependencies.
   *
   * @param mayRemove whether others may be removed; check a simulation first
   */
  ProgramCall install(List<PackageRequest> requests, boolean mayRemove);

  /** Installs a version of a package that was installed before. */
  ProgramCall reinstall(String name, String version);

  /** Removes packages, except their configuration files if they are changed. */
  ProgramCall remove(List<String> names);

  /** Marks packages as automatically installed. */
  ProgramCall markAutomatic(List<String> names);

  List<String> hold(List<String> names);

  List<String> unhold(List<String> names);

  /** Downloads a file, which the kernel limits to a number of bytes. */
  ProgramCall download(String url, String file, long most);

  /** The URL of the file that a repository has if it has packages for a release. */
  String index(String repository, String release);

  /** The same command as a simulation; takes no lock and does not need root. */
  List<String> simulated(ProgramCall command);

  /** The command line without the options that all commands have, for messages. */
  String plain(List<String> argv);

  /** The word for a release in its repositories. */
  String releaseWord();

  /** The command with which an operator sees what an installation would do. */
  String tryOut(List<PackageRequest> requests);

  /**
   * The actions that a command would take.
   *
   * @throws PlanningException with the program's own message if it could not do it
   */
  PackageActions simulate(Host host, ProgramCall command);

  /** The same for a plan: without downloads; empty if it needs one. */
  default Optional<PackageActions> preview(Host host, ProgramCall command) {
    return Optional.of(simulate(host, command));
  }

  /** The actions of a removal that also removes packages on hold. */
  PackageActions simulateRemoval(Host host, List<String> names);

  /**
   * The problem with the origin of a requested package, in sentences; empty if the named repository
   * provides each of them, or if no repository is named.
   */
  Optional<String> wrongOrigin(Host host, InstallPackages change, PackageActions actions);

  /** The packages in the database. */
  PackageStates states(Host host) throws ChangeFailedException;

  /** The names of the packages that are marked as automatically installed. */
  List<String> automatic(Host host) throws ChangeFailedException;

  /** The names of packages that are on hold, if a hold prevents their removal or change. */
  List<String> held(Host host) throws ChangeFailedException;

  /** Whether a package is on hold: {@link PackageHold#HELD} or {@link PackageHold#NOT_HELD}. */
  Reading<String> readHold(Host host, String name);

  /** Whether a failure has the reason that another run of it holds a lock. */
  boolean isLocked(String why);

  /** Writes it into an open object; apt is written as nothing, as before there were others. */
  default JsonWriter write(JsonWriter json) {
    return switch (this) {
      case Apt() -> json;
      case Dnf() -> json.put("manager", id());
    };
  }

  /**
   * Reads that.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PackageManager read(JsonObject json) {
    String id = json.findText("manager").orElse(Apt.ID);
    return switch (id) {
      case Apt.ID -> new Apt();
      case Dnf.ID -> new Dnf();
      default -> throw new IllegalArgumentException("'" + id + "' is no package manager");
    };
  }

  /** The one that a host's packages come from: dnf if the host has it and no dpkg database. */
  static PackageManager of(Host host) {
    boolean hasDpkg = !(DpkgStatus.read(host).stanzas() instanceof Absent);
    return !hasDpkg && Dnf.isOn(host) ? new Dnf() : new Apt();
  }
}
