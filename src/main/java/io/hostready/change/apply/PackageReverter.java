package io.hostready.change.apply;

import io.hostready.change.Apt;
import io.hostready.change.AptCommands;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.Dnf;
import io.hostready.change.PackageActions;
import io.hostready.change.PackageManager;
import io.hostready.change.PackageStates;
import io.hostready.change.PlanningException;
import io.hostready.change.ProgramCall;
import io.hostready.change.Reversal;
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
    PackageManager manager = reversal.manager();
    PackageStates now = manager.states(context.now());
    List<String> brought = installedByRun(reversal, now);
    Set<String> touched = touched(reversal, now);
    if (touched.isEmpty() && now.isConsistent() && !hasUnpackedFiles(reversal, now)) {
      return new UndoAssessment.Nothing("the packages are as they were before");
    }
    Set<String> others = alsoRemoved(manager, brought, now);
    others.removeAll(going);
    Set<String> held = heldPackages(manager, touched);
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
          manager.id()
              + " changes no package on hold, and these are: "
              + String.join(", ", held)
              + ". Run '"
              + manager.plain(manager.unhold(List.copyOf(held)))
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

  /** Those of the packages that are on hold. */
  private Set<String> heldPackages(PackageManager manager, Collection<String> names)
      throws ChangeFailedException {
    Set<String> held = new TreeSet<>();
    if (!names.isEmpty()) {
      manager.held(context.now()).stream().filter(names::contains).forEach(held::add);
    }
    return held;
  }

  /** Removes the holds of packages. */
  private void release(PackageManager manager, Set<String> held) throws ChangeFailedException {
    if (!held.isEmpty()) {
      context.run(ProgramCall.of(manager.unhold(List.copyOf(held))));
    }
  }

  /** Packages that were not installed before, and now have installed files. */
  static List<String> installedByRun(Reversal.RestorePackages reversal, PackageStates now) {
    return reversal.actions().actions().stream()
        .filter(PackageActions.Action::isNew)
        .map(PackageActions.Action::name)
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

  private static boolean isAsBefore(PackageActions.Action action, PackageStates now) {
    return action.isNew()
        || now.find(action.name())
            .filter(PackageStates.State::isInstalled)
            .filter(state -> state.version().equals(action.from().orElseThrow()))
            .isPresent();
  }

  /** The other packages that would be removed along with these. */
  private Set<String> alsoRemoved(PackageManager manager, List<String> brought, PackageStates now)
      throws ChangeFailedException {
    Set<String> others = new TreeSet<>();
    if (brought.isEmpty() || !now.isConsistent()) {
      return others; // apt cannot simulate while dpkg is interrupted; the reversal checks again
    }
    try {
      // Holds of this run are removed before its packages.
      manager.simulateRemoval(context.now(), brought).actions().stream()
          .filter(PackageActions.Action::isRemoval)
          .map(PackageActions.Action::name)
          .filter(name -> !brought.contains(name))
          .forEach(others::add);
    } catch (PlanningException refused) {
      throw new ChangeFailedException(refused.why(), refused);
    }
    return others;
  }

  private Optional<String> restore(Reversal.RestorePackages reversal, boolean force)
      throws ChangeFailedException, WriteFailedException {
    PackageManager manager = reversal.manager();
    completeInterrupted(reversal);
    List<String> notes = new ArrayList<>();
    Map<String, List<String>> kept = Map.of();
    PackageStates now = manager.states(context.now());
    List<String> brought = installedByRun(reversal, now);
    Set<String> others = alsoRemoved(manager, brought, now);
    if (force) {
      Set<String> all = touched(reversal, now);
      all.addAll(others);
      release(manager, heldPackages(manager, all));
    }
    if (!brought.isEmpty()) {
      if (!others.isEmpty() && !force) {
        throw new ChangeFailedException(
            String.join(", ", others)
                + " would go too, which this run did not bring. Remove it first, or use --force.");
      }
      kept = remove(reversal, brought, notes);
      kept.forEach(
          (name, files) ->
              notes.add(
                  "the configuration of "
                      + name
                      + " stays, "
                      + String.join(", ", files)
                      + " differs from what the package brought"));
    }
    for (PackageActions.Action action : reversal.actions().actions()) {
      if (!action.isNew()) {
        reinstall(manager, action).ifPresent(notes::add);
      }
    }
    restoreAutomaticMarks(reversal);
    List<String> left = new ArrayList<>(installedByRun(reversal, manager.states(context.now())));
    left.removeAll(kept.keySet());
    if (!left.isEmpty()) {
      throw new ChangeFailedException(
          "still there after "
              + manager.id()
              + " removed them: "
              + String.join(", ", left)
              + ". See "
              + context.journal().log()
              + ".");
    }
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
  }

  /** Whether there are files that do not agree with rpm's database. */
  private boolean hasUnpackedFiles(Reversal.RestorePackages reversal, PackageStates now)
      throws ChangeFailedException {
    return switch (reversal.manager()) {
      case Apt() -> false; // dpkg has them in its database
      case Dnf() -> new RpmRecovery(context).isNeeded(reversal.actions(), now);
    };
  }

  private void completeInterrupted(Reversal.RestorePackages reversal)
      throws ChangeFailedException, WriteFailedException {
    switch (reversal.manager()) {
      case Apt() -> new DpkgRecovery(context).completeInterrupted(reversal);
      case Dnf() ->
          new RpmRecovery(context)
              .completeInterrupted(reversal.actions(), reversal.manager().states(context.now()));
    }
  }

  /** Returns the packages of which configuration files remain, with these files. */
  private Map<String, List<String>> remove(
      Reversal.RestorePackages reversal, List<String> brought, List<String> notes)
      throws ChangeFailedException, WriteFailedException {
    return switch (reversal.manager()) {
      case Apt() -> purge(reversal, brought);
      case Dnf() -> {
        new RpmRemoval(context).remove(brought).forEach(notes::add);
        yield Map.of();
      }
    };
  }

  private Map<String, List<String>> purge(Reversal.RestorePackages reversal, List<String> brought)
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
  private Optional<String> reinstall(PackageManager manager, PackageActions.Action action)
      throws ChangeFailedException {
    if (isAsBefore(action, manager.states(context.now()))) {
      return Optional.empty();
    }
    String version = action.from().orElseThrow();
    String wanted = action.name() + "=" + version;
    try {
      context.run(manager, manager.reinstall(action.name(), version));
      return Optional.empty();
    } catch (ChangeFailedException failed) {
      return Optional.of(
          wanted + " could not be brought back, install it by hand: " + failed.why());
    }
  }

  /** Restores the marks of automatically installed packages, if they are installed. */
  private void restoreAutomaticMarks(Reversal.RestorePackages reversal)
      throws ChangeFailedException {
    PackageManager manager = reversal.manager();
    PackageStates now = manager.states(context.now());
    List<String> automatic = manager.automatic(context.now());
    List<String> lost =
        reversal.automatic().stream()
            .filter(now::isInstalled)
            .filter(name -> !automatic.contains(name))
            .toList();
    if (!lost.isEmpty()) {
      context.run(manager.markAutomatic(lost));
    }
  }
}
