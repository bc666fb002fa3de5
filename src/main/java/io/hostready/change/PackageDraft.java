package io.hostready.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The part of a draft that plans what apt and dpkg do, by having apt simulate it. */
final class PackageDraft {

  private final Draft draft;
  private final PlannedHost planned;

  PackageDraft(Draft draft, PlannedHost planned) {
    this.draft = draft;
    this.planned = planned;
  }

  void install(List<PackageRequest> requests, List<String> mayRemove, Optional<String> repository) {
    settleDpkg();
    InstallPackages asked = new InstallPackages(requests, mayRemove, repository, Optional.empty());
    Optional<AptActions> expected = simulate(asked.command());
    expected
        .flatMap(actions -> actions.firstUnexpectedRemoval(mayRemove))
        .ifPresent(
            name -> {
              throw wouldRemove(name, asked);
            });
    expected
        .flatMap(actions -> PackageOrigins.wrong(planned.live(), asked, actions))
        .ifPresent(
            why -> {
              throw new NotPossible(why);
            });
    boolean nothingToDo =
        expected.map(actions -> actions.actions().isEmpty()).orElse(false) && areSettledAt(asked);
    if (!nothingToDo) {
      draft.add(new InstallPackages(requests, mayRemove, repository, expected));
    }
  }

  private static NotPossible wouldRemove(String name, InstallPackages asked) {
    return new NotPossible(
        "apt would remove '"
            + name
            + "' to install "
            + String.join(", ", asked.arguments())
            + ", and that is nobody's wish. Look at 'apt-get --simulate install "
            + String.join(" ", asked.arguments())
            + "'.");
  }

  /** Whether every package is installed; apt also has nothing to do for one it only marks. */
  private boolean areSettledAt(InstallPackages asked) {
    try {
      PackageStates states = PackageStates.of(planned.live());
      return asked.requests().stream().allMatch(request -> states.isInstalled(request.name()));
    } catch (ChangeFailed unseen) {
      return false;
    }
  }

  void remove(List<String> names) {
    settleDpkg();
    draft.add(new RemovePackages(names, simulate(Apt.remove(names))));
  }

  /** Plans to finish an interrupted dpkg run, once for a plan. */
  void configure() {
    settleDpkg();
    if (!planned.live().source().isThisMachine() && !isDpkgSettled()) {
      draft.run(PackageActs.CONFIGURE, "finish the interrupted dpkg run");
    }
  }

  /** Plans to bring dpkg out of the middle of something; apt does nothing before that. */
  private void settleDpkg() {
    if (isDpkgSettled() || !planned.live().source().isThisMachine()) {
      return;
    }
    PackageStates states;
    try {
      states = PackageStates.of(planned.live());
    } catch (ChangeFailed failed) {
      throw new NotPossible(failed.why());
    }
    List<String> half =
        states.unsettled().stream()
            .filter(name -> states.find(name).orElseThrow().status().equals("half-installed"))
            .toList();
    if (!half.isEmpty()) {
      List<String> argv = new ArrayList<>(List.of("dpkg", "--remove"));
      argv.add("--force-remove-reinstreq"); // dpkg(1): else it wants the package's file again
      argv.addAll(half);
      draft.run(
          Command.of(argv).within(Duration.ofMinutes(10)), "remove what dpkg left half installed");
    }
    if (!states.isSettled()) {
      draft.run(PackageActs.CONFIGURE, "finish the interrupted dpkg run");
    }
  }

  /** True once dpkg was looked at in this draft, or will have been put to work by it. */
  private boolean isDpkgSettled() {
    return draft.changes().stream()
        .anyMatch(
            change ->
                change instanceof InstallPackages
                    || change instanceof RemovePackages
                    || (change instanceof RunCommand run
                        && run.command().equals(PackageActs.CONFIGURE)));
  }

  private Optional<AptActions> simulate(Command command) {
    if (planned.packagesMayChange() || !planned.live().source().isThisMachine()) {
      return Optional.empty();
    }
    return Optional.of(
        AptActions.of(planned.live().run(Apt.simulated(command), Apt.SIMULATION_LIMIT), command));
  }

  /**
   * Checks that apt would still do what an earlier plan says.
   *
   * @throws NotPossible when it would do something else
   */
  void checkCurrent(InstallPackages install) {
    checkCurrent(install.expected(), () -> simulate(install.command()));
  }

  /** As for {@link #checkCurrent(InstallPackages)}. */
  void checkCurrent(RemovePackages remove) {
    checkCurrent(remove.expected(), () -> simulate(Apt.remove(remove.names())));
  }

  private static void checkCurrent(
      Optional<AptActions> expected, Supplier<Optional<AptActions>> simulation) {
    if (expected.isPresent() && !simulation.get().equals(expected)) {
      throw new NotPossible(
          "apt would no longer do what the plan says: "
              + String.join(", ", expected.get().shown()).strip()
              + ". Make a new plan.");
    }
  }
}
