package io.hostready.change.apply;

import io.hostready.change.AptCommands;
import io.hostready.change.AptSimulation;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.PackageStates;
import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.Reversal;
import io.hostready.host.CommandOutcome;
import io.hostready.host.WriteFailedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reverts the changes of {@link PackageExecutor}. */
record PackageReverter(RunContext context) {

  /**
   * Checks whether packages can be restored.
   *
   * @param going packages that steps reverted before this one will have removed
   * @param released packages whose hold such steps will have removed
   */
  UndoAssessment assess(
      Reversal.RestorePackages reversal, Collection<String> going, Collection<String> released)
      throws ChangeFailedException {
    PackageStates now = PackageStates.of(context.now());
    List<String> brought = installedByRun(reversal, now);
    Set<String> touched = touched(reversal, now);
    if (touched.isEmpty() && now.isConsistent()) {
      return new UndoAssessment.Nothing("the packages are as they were before");
    }
    Set<String> others = alsoRemoved(brought, now);
    others.removeAll(going);
    Set<String> held = heldPackages(touched);
    held.removeAll(released);
    if (others.isEmpty() && held.isEmpty()) {
      return new UndoAssessment.Possible(() -> restore(reversal, false));
    }
    List<String> reasons = new ArrayList<>();
    if (!others.isEmpty()) {
      reasons.add(
          String.join(", ", others)
              + " came later and cannot be without what this run brought in ("
              + String.join(", ", brought)
              + "). Remove "
              + String.join(" ", others)
              + " first, or run undo with --force, which removes it too.");
    }
    if (!held.isEmpty()) {
      reasons.add(
          "apt changes no package on hold, and these are: "
              + String.join(", ", held)
              + ". Run 'apt-mark unhold "
              + String.join(" ", held)
              + "' first, or run undo with --force, which removes the hold too.");
    }
    return new UndoAssessment.Refused(String.join(" ", reasons), () -> restore(reversal, true));
  }

  /** Packages to remove or to change to another version. */
  private static Set<String> touched(Reversal.RestorePackages reversal, PackageStates now) {
    Set<String> touched = new TreeSet<>(installedByRun(reversal, now));
    reversal.actions().actions().stream()
        .filter(action -> !isAsBefore(action, now))
        .forEach(action -> touched.add(action.name()));
    return touched;
  }

  /** Those of the packages that are on hold. apt-mark(8). */
  private Set<String> heldPackages(Collection<String> names) throws ChangeFailedException {
    Set<String> held = new TreeSet<>();
    if (!names.isEmpty()) {
      PackageStates.outputOf(context.now(), List.of("apt-mark", "showhold"))
          .lines()
          .filter(names::contains)
          .forEach(held::add);
    }
    return held;
  }

  /** Removes the holds of packages. */
  private void release(Set<String> held) throws ChangeFailedException {
    if (!held.isEmpty()) {
      List<String> argv = new ArrayList<>(List.of("apt-mark", "-q", "unhold"));
      argv.addAll(held);
      context.run(ProgramCall.of(argv));
    }
  }

  /** Packages that were not installed before, and now have installed files. */
  static List<String> installedByRun(Reversal.RestorePackages reversal, PackageStates now) {
    return reversal.actions().actions().stream()
        .filter(AptSimulation.Action::isNew)
        .map(AptSimulation.Action::name)
        .filter(now::hasFiles)
        .filter(name -> !hadConfiguration(reversal, name) || !isConfigurationOnly(name, now))
        .toList();
  }

  private static boolean hadConfiguration(Reversal.RestorePackages reversal, String name) {
    PackageStates.State before = reversal.before().get(name);
    return before != null && before.hasFiles();
  }

  private static boolean isConfigurationOnly(String name, PackageStates now) {
    return now.find(name).filter(state -> state.status().equals("config-files")).isPresent();
  }

  private static boolean isAsBefore(AptSimulation.Action action, PackageStates now) {
    return action.isNew()
        || now.find(action.name())
            .filter(PackageStates.State::isInstalled)
            .filter(state -> state.version().equals(action.from().orElseThrow()))
            .isPresent();
  }

  /** The other packages that apt would remove along with these. */
  private Set<String> alsoRemoved(List<String> brought, PackageStates now)
      throws ChangeFailedException {
    Set<String> others = new TreeSet<>();
    if (brought.isEmpty() || !now.isConsistent()) {
      return others; // apt cannot simulate while dpkg is interrupted; the reversal checks again
    }
    // Holds of this run are removed before its packages.
    ProgramCall removal = AptCommands.removeHeld(brought);
    CommandOutcome said =
        context.now().run(AptCommands.simulated(removal), AptCommands.SIMULATION_LIMIT);
    try {
      AptSimulation.of(said, removal).actions().stream()
          .filter(AptSimulation.Action::isRemoval)
          .map(AptSimulation.Action::name)
          .filter(name -> !brought.contains(name))
          .forEach(others::add);
    } catch (PlanningException refused) {
      throw new ChangeFailedException(refused.why(), refused);
    }
    return others;
  }

  private Optional<String> restore(Reversal.RestorePackages reversal, boolean force)
      throws ChangeFailedException, WriteFailedException {
    new DpkgRecovery(context).completeInterrupted(reversal);
    List<String> notes = new ArrayList<>();
    Map<String, List<String>> kept = Map.of();
    PackageStates now = PackageStates.of(context.now());
    List<String> brought = installedByRun(reversal, now);
    Set<String> others = alsoRemoved(brought, now);
    if (force) {
      Set<String> all = touched(reversal, now);
      all.addAll(others);
      release(heldPackages(all));
    }
    if (!brought.isEmpty()) {
      if (!others.isEmpty() && !force) {
        throw new ChangeFailedException(
            String.join(", ", others)
                + " would go too, which this run did not bring. Remove it first, or use --force.");
      }
      kept = remove(reversal, brought);
      kept.forEach(
          (name, files) ->
              notes.add(
                  "the configuration of "
                      + name
                      + " stays, "
                      + String.join(", ", files)
                      + " differs from what the package brought"));
    }
    for (AptSimulation.Action action : reversal.actions().actions()) {
      if (!action.isNew()) {
        reinstall(action).ifPresent(notes::add);
      }
    }
    restoreAutomaticMarks(reversal);
    List<String> left = new ArrayList<>(installedByRun(reversal, PackageStates.of(context.now())));
    left.removeAll(kept.keySet());
    if (!left.isEmpty()) {
      throw new ChangeFailedException(
          "still there after apt removed them: "
              + String.join(", ", left)
              + ". See "
              + context.journal().log()
              + ".");
    }
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
  }

  /** Returns the configuration files that remain, by package. */
  private Map<String, List<String>> remove(Reversal.RestorePackages reversal, List<String> brought)
      throws ChangeFailedException, WriteFailedException {
    PackageRemoval removal = new PackageRemoval(context);
    List<String> removed =
        brought.stream().filter(name -> hadConfiguration(reversal, name)).toList();
    List<String> forgotten = brought.stream().filter(name -> !removed.contains(name)).toList();
    if (!removed.isEmpty()) {
      removal.run(AptCommands.remove(removed));
    }
    return forgotten.isEmpty() ? Map.of() : removal.withConfiguration(forgotten);
  }

  /**
   * Installs a package at its previous version; returns a note if that version is not available.
   */
  private Optional<String> reinstall(AptSimulation.Action action) throws ChangeFailedException {
    if (isAsBefore(action, PackageStates.of(context.now()))) {
      return Optional.empty();
    }
    String wanted = action.name() + "=" + action.from().orElseThrow();
    try {
      context.runApt(AptCommands.install(List.of(wanted), true));
      return Optional.empty();
    } catch (ChangeFailedException failed) {
      return Optional.of(
          wanted + " could not be brought back, install it by hand: " + failed.why());
    }
  }

  /** Restores the marks of automatically installed packages, if they are installed. */
  private void restoreAutomaticMarks(Reversal.RestorePackages reversal)
      throws ChangeFailedException {
    PackageStates now = PackageStates.of(context.now());
    List<String> automatic =
        PackageStates.outputOf(context.now(), List.of("apt-mark", "showauto")).lines().toList();
    List<String> lost =
        reversal.automatic().stream()
            .filter(now::isInstalled)
            .filter(name -> !automatic.contains(name))
            .toList();
    if (!lost.isEmpty()) {
      List<String> argv = new ArrayList<>(List.of("apt-mark", "-q", "auto"));
      argv.addAll(lost);
      context.run(ProgramCall.of(argv));
    }
  }
}
