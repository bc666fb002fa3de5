package io.hostready.change.plan;

import io.hostready.change.AptCommands;
import io.hostready.change.AptSimulation;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.InstallPackages;
import io.hostready.change.PackageOrigins;
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
    InstallPackages asked = new InstallPackages(requests, mayRemove, repository, Optional.empty());
    Optional<AptSimulation> expected = simulate(asked.command());
    expected
        .flatMap(actions -> actions.firstUnexpectedRemoval(mayRemove))
        .ifPresent(
            name -> {
              throw removalRefused(name, asked);
            });
    expected
        .flatMap(actions -> PackageOrigins.wrong(planned.live(), asked, actions))
        .ifPresent(
            why -> {
              throw new PlanningException(why);
            });
    boolean nothingToDo =
        expected.map(actions -> actions.actions().isEmpty()).orElse(false) && areSettledAt(asked);
    if (!nothingToDo) {
      builder.add(new InstallPackages(requests, mayRemove, repository, expected));
    }
  }

  private static PlanningException removalRefused(String name, InstallPackages asked) {
    return new PlanningException(
        "apt would remove '"
            + name
            + "' to install "
            + String.join(", ", asked.arguments())
            + ", and no rule asks for that. See 'apt-get --simulate install "
            + String.join(" ", asked.arguments())
            + "'.");
  }

  /**
   * Whether every package is installed; apt also has nothing to do for a package that it only
   * marks.
   */
  private boolean areSettledAt(InstallPackages asked) {
    try {
      PackageStates states = PackageStates.of(planned.live());
      return asked.requests().stream().allMatch(request -> states.isInstalled(request.name()));
    } catch (ChangeFailedException unseen) {
      return false;
    }
  }

  void remove(List<String> names) {
    settleDpkg();
    builder.add(new RemovePackages(names, simulate(AptCommands.remove(names))));
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
    if (isDpkgSettled() || !runsApt) {
      return;
    }
    PackageStates states;
    try {
      states = PackageStates.of(planned.live());
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

  private Optional<AptSimulation> simulate(ProgramCall command) {
    if (planned.packagesMayChange() || !runsApt) {
      return Optional.empty();
    }
    return Optional.of(
        AptSimulation.of(
            planned.live().run(AptCommands.simulated(command), AptCommands.SIMULATION_LIMIT),
            command));
  }

  /**
   * Checks that apt's simulation still agrees with an earlier plan.
   *
   * @throws PlanningException if it differs
   */
  void checkCurrent(InstallPackages install) {
    checkCurrent(install.expected(), () -> simulate(install.command()));
  }

  /** As for {@link #checkCurrent(InstallPackages)}. */
  void checkCurrent(RemovePackages remove) {
    checkCurrent(remove.expected(), () -> simulate(AptCommands.remove(remove.names())));
  }

  private static void checkCurrent(
      Optional<AptSimulation> expected, Supplier<Optional<AptSimulation>> simulation) {
    if (expected.isPresent() && !simulation.get().equals(expected)) {
      throw new PlanningException(
          "stale plan: apt would no longer make its changes: "
              + String.join(", ", expected.get().preview()).strip()
              + ". Make a new plan.");
    }
  }
}
