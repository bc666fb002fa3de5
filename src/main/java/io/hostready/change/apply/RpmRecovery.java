package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.PackageActions;
import io.hostready.change.PackageStates;
import io.hostready.change.Paths;
import io.hostready.change.ProgramCall;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.Reading.Present;
import io.hostready.host.WriteFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finishes an installation of rpm that was interrupted. rpm enters a package in its database after
 * it has unpacked its files, first under temporary names; until then no package owns them. Source:
 * rpm's lib/fsm.c and lib/psm.c.
 */
record RpmRecovery(RunContext context) {

  private static final String CACHE = "/var/cache/dnf";

  /** A package of which rpm unpacked files without entering it in its database. */
  record Unpacked(String name, String archive, List<String> files, List<String> temporary) {}

  /** The packages that rpm has only partially installed. */
  List<Unpacked> unpacked(PackageActions actions, PackageStates now) throws ChangeFailedException {
    List<Unpacked> found = new ArrayList<>();
    for (PackageActions.Action action : actions.actions()) {
      if (!action.isNew() || now.isInstalled(action.name())) {
        continue;
      }
      Optional<String> archive = archive(action);
      if (archive.isPresent()) {
        Unpacked one = unpacked(action.name(), archive.get());
        if (!one.files().isEmpty() || !one.temporary().isEmpty()) {
          found.add(one);
        }
      }
    }
    return found;
  }

  private Unpacked unpacked(String name, String archive) throws ChangeFailedException {
    List<String> files = new ArrayList<>();
    TreeSet<String> temporary = new TreeSet<>();
    for (String path : outputLines(List.of("rpm", "-qpl", "--nosignature", archive))) {
      if (!path.startsWith("/")) {
        continue; // "(contains no files)"
      }
      if (isFile(path) && !hasOwner(path)) {
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

  private boolean hasOwner(String path) {
    return context.now().run(List.of("rpm", "-qf", path))
            instanceof CommandOutcome.Ended(int exit, _, _)
        && exit == 0;
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
    }
  }

  /** Enters partially installed packages in rpm's database, so that they can be removed. */
  void completeInterrupted(PackageActions actions, PackageStates now)
      throws ChangeFailedException, WriteFailedException {
    removeTemporaryFiles(actions, now);
    for (Unpacked one : unpacked(actions, now)) {
      context.progress().accept("rpm was interrupted; finishing the installation of " + one.name());
      // Only what dnf verified, or would have.
      context.run(ProgramCall.of("rpmkeys", "--checksig", one.archive()));
      context.run(ProgramCall.of("rpm", "--install", "--nodeps", "--noscripts", one.archive()));
    }
  }
}
