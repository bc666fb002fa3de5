package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.Dnf;
import io.hostready.change.PackageActions;
import io.hostready.change.PackageStates;
import io.hostready.change.Paths;
import io.hostready.change.ProgramCall;
import io.hostready.change.RpmInstance;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.Reading.Present;
import io.hostready.host.WriteFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finishes a transaction of rpm that was interrupted. rpm enters a package in its database after it
 * has unpacked its files, first under temporary names; until then no package owns them. It removes
 * the old version after it has entered the new one, and a package after it has removed its files.
 * Source: rpm's lib/fsm.c and lib/psm.c.
 */
record RpmRecovery(RunContext context) {

  private static final String CACHE = "/var/cache/dnf";

  /** A package of which rpm unpacked files without entering this version in its database. */
  record Unpacked(String name, String archive, List<String> files, List<String> temporary) {}

  /** Whether there are files that do not agree with rpm's database. */
  boolean isNeeded(PackageActions actions, PackageStates now) throws ChangeFailedException {
    return !unpacked(actions, now).isEmpty() || !partiallyRemoved(actions, now).isEmpty();
  }

  /** The packages that rpm has only partially installed or changed. */
  private List<Unpacked> unpacked(PackageActions actions, PackageStates now)
      throws ChangeFailedException {
    List<Unpacked> found = new ArrayList<>();
    for (PackageActions.Action action : actions.actions()) {
      if (action.isRemoval() || !isAsBefore(action, now)) {
        continue;
      }
      Optional<String> archive = archive(action);
      if (archive.isPresent()) {
        Unpacked one = unpacked(action.name(), archive.get());
        if (!one.files().isEmpty()
            || !one.temporary().isEmpty()
            || !action.isNew() && isDamaged(action.name())) {
          found.add(one);
        }
      }
    }
    return found;
  }

  private static boolean isAsBefore(PackageActions.Action action, PackageStates now) {
    Optional<PackageStates.State> state = now.find(action.name());
    return action.isNew()
        ? state.isEmpty()
        : state
            .filter(PackageStates.State::isInstalled)
            .filter(found -> found.version().equals(action.from().orElseThrow()))
            .isPresent();
  }

  /** Whether a file that is not configuration is missing or has another content. rpm(8), VERIFY. */
  private boolean isDamaged(String name) {
    return context
                .now()
                .run(
                    List.of(
                        "rpm", "-V", "--nodeps", "--noscripts", "--noconfig", "--noghost", name))
            instanceof CommandOutcome.Ended(_, String out, _)
        && out.lines().anyMatch(line -> line.startsWith("missing") || line.startsWith("5", 2));
  }

  /** The packages whose removal was interrupted: rpm's database has them until it ends. */
  private List<PackageActions.Action> partiallyRemoved(PackageActions actions, PackageStates now) {
    return actions.actions().stream()
        .filter(PackageActions.Action::isRemoval)
        .filter(action -> isAsBefore(action, now))
        .filter(action -> isDamaged(action.name()))
        .toList();
  }

  private Unpacked unpacked(String name, String archive) throws ChangeFailedException {
    List<String> files = new ArrayList<>();
    TreeSet<String> temporary = new TreeSet<>();
    for (String path : outputLines(List.of("rpm", "-qpl", "--nosignature", archive))) {
      if (!path.startsWith("/")) {
        continue; // "(contains no files)"
      }
      if (isFile(path) && !new RpmDirectories(context).hasOwner(path)) {
        files.add(path);
      }
      temporary.addAll(temporaryNames(path));
    }
    return new Unpacked(name, archive, files, List.copyOf(temporary));
  }

  private List<String> outputLines(List<String> argv) throws ChangeFailedException {
    return PackageStates.outputOf(context.now(), argv).lines().toList();
  }

  private boolean isFile(String path) {
    return context.now().status(path) instanceof Present(var status, _)
        && status.type() != FileStatus.Type.DIRECTORY;
  }

  /** rpm's names for a file until it is complete: its own, a semicolon and eight digits. */
  private List<String> temporaryNames(String path) {
    String start = Paths.name(path) + ";";
    return context.now().list(Paths.parent(path)) instanceof Present(var names, _)
        ? names.stream()
            .filter(name -> name.startsWith(start))
            .filter(name -> name.substring(start.length()).matches("[0-9a-f]{8}"))
            .map(name -> Paths.parent(path) + "/" + name)
            .toList()
        : List.of();
  }

  /** The file that dnf downloaded; it is removed only after a transaction that succeeded. */
  private Optional<String> archive(PackageActions.Action action) {
    String start = action.name() + "-" + action.to().orElse("").replaceFirst("^[0-9]+:", "") + ".";
    if (!(context.now().list(CACHE) instanceof Present(var repositories, _))) {
      return Optional.empty();
    }
    for (String repository : repositories) {
      String directory = CACHE + "/" + repository + "/packages";
      if (context.now().list(directory) instanceof Present(var names, _)) {
        Optional<String> name =
            names.stream()
                .filter(each -> each.startsWith(start))
                .filter(each -> each.endsWith(".rpm"))
                .findFirst();
        if (name.isPresent()) {
          return name.map(each -> directory + "/" + each);
        }
      }
    }
    return Optional.empty();
  }

  /** Removes files with temporary names, which a second installation would leave. */
  void removeTemporaryFiles(PackageActions actions, PackageStates now)
      throws ChangeFailedException, WriteFailedException {
    for (Unpacked one : unpacked(actions, now)) {
      for (String path : one.temporary()) {
        context.machine().files().remove(path);
      }
      new RpmDirectories(context).removeEmpty(RpmDirectories.above(one.temporary()));
    }
  }

  /**
   * Enters partially installed packages in rpm's database, removes the old versions of those that
   * it has twice, and restores the files of partially removed ones. Afterwards each package has one
   * version, and dnf can change it.
   */
  void completeInterrupted(PackageActions actions, PackageStates now)
      throws ChangeFailedException, WriteFailedException {
    removeTemporaryFiles(actions, now);
    for (Unpacked one : unpacked(actions, now)) {
      finishing("installation of " + one.name());
      // Only what dnf verified, or would have.
      context.run(ProgramCall.of("rpmkeys", "--checksig", one.archive()));
      context.run(
          ProgramCall.of(
              "rpm", "--upgrade", "--oldpackage", "--nodeps", "--noscripts", one.archive()));
    }
    for (PackageActions.Action action : actions.actions()) {
      List<RpmInstance> old = replaced(action);
      if (!old.isEmpty()) {
        finishing("change of " + action.name());
        context.run(Dnf.erase(old));
      }
    }
    Dnf dnf = new Dnf();
    for (PackageActions.Action action : partiallyRemoved(actions, now)) {
      finishing("removal of " + action.name() + ", which is reverted then");
      context.run(dnf, dnf.repair(action.name(), action.from().orElseThrow()));
    }
  }

  /** Removes all versions of packages but the one that was installed last. */
  void removeReplaced(List<String> names) throws ChangeFailedException {
    for (String name : names) {
      List<RpmInstance> all = RpmInstance.of(context.now(), name);
      if (all.size() > 1 && all.stream().noneMatch(RpmInstance::isInstallOnly)) {
        finishing("change of " + name);
        context.run(Dnf.erase(all.subList(0, all.size() - 1)));
      }
    }
  }

  /** The version before an action, if rpm has it and the one after it. */
  private List<RpmInstance> replaced(PackageActions.Action action) {
    if (action.isNew() || action.isRemoval()) {
      return List.of();
    }
    List<RpmInstance> all = RpmInstance.of(context.now(), action.name());
    boolean hasBoth =
        all.stream().anyMatch(each -> each.version().equals(action.to().orElseThrow()));
    return hasBoth
        ? all.stream().filter(e -> e.version().equals(action.from().orElseThrow())).toList()
        : List.of();
  }

  private void finishing(String what) {
    context.progress().accept("rpm was interrupted; finishing the " + what);
  }
}
