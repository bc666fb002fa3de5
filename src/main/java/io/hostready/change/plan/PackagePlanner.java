package io.hostready.change.plan;

import io.hostready.change.Apt;
import io.hostready.change.AptCommands;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.InstallPackages;
import io.hostready.change.PackageActions;
import io.hostready.change.PackageManager;
import io.hostready.change.PackageRequest;
import io.hostready.change.PackageStates;
import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.RemovePackages;
import io.hostready.change.RunCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The part of a draft that plans operations of apt and dpkg, with a simulation by apt. */
final class PackagePlanner {

  private final PlanBuilder builder;
  private final PlannedHost planned;

  private final boolean runsApt;

  /**
   * The part for a draft.
   *
   * @param runsApt whether apt and dpkg are run to see what they would do
   */
  PackagePlanner(PlanBuilder builder, PlannedHost planned, boolean runsApt) {
    this.builder = builder;
    this.planned = planned;
    this.runsApt = runsApt;
  }

  boolean runsApt() {
    return runsApt;
  }

  void install(List<PackageRequest> requests, List<String> mayRemove, Optional<String> repository) {
    settleDpkg();
    PackageManager manager = PackageManager.of(planned.live());
    InstallPackages asked =
        new InstallPackages(manager, requests, mayRemove, repository, Optional.empty());
    Optional<PackageActions> expected = simulate(manager, asked.command());
    expected
        .flatMap(actions -> actions.firstUnexpectedRemoval(mayRemove))
        .ifPresent(
            name -> {
              throw removalRefused(name, asked);
            });
    expected
        .flatMap(actions -> manager.wrongOrigin(planned.live(), asked, actions))
        .ifPresent(
            why -> {
              throw new PlanningException(why);
            });
    boolean nothingToDo =
        expected.map(actions -> actions.actions().isEmpty()).orElse(false) && areSettledAt(asked);
    if (!nothingToDo) {
      builder.add(new InstallPackages(manager, requests, mayRemove, repository, expected));
    }
  }

  private static PlanningException removalRefused(String name, InstallPackages asked) {
    return new PlanningException(
        asked.manager().id()
            + " would remove '"
            + name
            + "' to install "
            + String.join(", ", asked.arguments())
            + ", and no rule asks for that. See '"
            + asked.manager().tryOut(asked.requests())
            + "'.");
  }

  /**
   * Whether every package is installed; apt also has nothing to do for a package that it only
   * marks.
   */
  private boolean areSettledAt(InstallPackages asked) {
    try {
      PackageStates states = asked.manager().states(planned.live());
      return asked.requests().stream().allMatch(request -> states.isInstalled(request.name()));
    } catch (ChangeFailedException unseen) {
      return false;
    }
  }

  void remove(List<String> names) {
    settleDpkg();
    PackageManager manager = PackageManager.of(planned.live());
    builder.add(new RemovePackages(manager, names, simulate(manager, manager.remove(names))));
  }

  /** Plans to finish an interrupted dpkg run, once for each plan. */
  void configure() {
    settleDpkg();
    if (!runsApt && !isDpkgSettled()) {
      builder.run(AptCommands.CONFIGURE, "finish the interrupted dpkg run");
    }
  }

  /** Plans to repair an interrupted dpkg operation; apt refuses to run before. */
  private void settleDpkg() {
    if (isDpkgSettled() || !runsApt || !(PackageManager.of(planned.live()) instanceof Apt)) {
      return;
    }
    PackageStates states;
    try {
      states = new Apt().states(planned.live());
    } catch (ChangeFailedException failed) {
      throw new PlanningException(failed.why());
    }
    List<String> half =
        states.interrupted().stream()
            .filter(name -> states.find(name).orElseThrow().status().equals("half-installed"))
            .toList();
    if (!half.isEmpty()) {
      List<String> argv = new ArrayList<>(List.of("dpkg", "--remove"));
      argv.add("--force-remove-reinstreq"); // dpkg(1): otherwise it needs the package's file again
      argv.addAll(half);
      builder.run(
          ProgramCall.of(argv).within(Duration.ofMinutes(10)), "remove half-installed packages");
    }
    if (!states.isConsistent()) {
      builder.run(AptCommands.CONFIGURE, "finish the interrupted dpkg run");
    }
  }

  /** True if dpkg's state was checked in this draft, or will be changed by it. */
  private boolean isDpkgSettled() {
    return builder.changes().stream()
        .anyMatch(
            change ->
                change instanceof InstallPackages
                    || change instanceof RemovePackages
                    || (change instanceof RunCommand run
                        && run.command().equals(AptCommands.CONFIGURE)));
  }

  private Optional<PackageActions> simulate(PackageManager manager, ProgramCall command) {
    if (planned.packagesMayChange() || !runsApt) {
      return Optional.empty();
    }
    return manager.preview(planned.live(), command);
  }

  /**
   * Checks that the simulation still agrees with an earlier plan.
   *
   * @throws PlanningException if it differs
   */
  void checkCurrent(InstallPackages install) {
    checkCurrent(
        install.manager(),
        install.expected(),
        () -> simulate(install.manager(), install.command()));
  }

  /** As for {@link #checkCurrent(InstallPackages)}. */
  void checkCurrent(RemovePackages remove) {
    checkCurrent(
        remove.manager(), remove.expected(), () -> simulate(remove.manager(), remove.command()));
  }

  private static void checkCurrent(
      PackageManager manager,
      Optional<PackageActions> expected,
      Supplier<Optional<PackageActions>> simulation) {
    if (expected.isPresent() && !simulation.get().equals(expected)) {
      throw new PlanningException(
          "stale plan: "
              + manager.id()
              + " would no longer make its changes: "
              + String.join(", ", expected.get().preview(manager)).strip()
              + ". Make a new plan.");
    }
  }
}
