package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.Dnf;
import io.hostready.change.PackageStates;
import io.hostready.change.Paths;
import io.hostready.host.CommandOutcome;
import io.hostready.host.WriteFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Removes packages with dnf, and the directories that rpm created for their files and that belong
 * to no package: rpm leaves these.
 */
record RpmRemoval(RunContext context) {

  /** Returns what remains: changed configuration files, which rpm renames. */
  List<String> remove(List<String> names) throws ChangeFailedException, WriteFailedException {
    NavigableSet<String> directories = directories(names);
    Dnf dnf = new Dnf();
    String out = context.run(dnf, dnf.remove(names));
    for (String directory : directories.descendingSet()) {
      if (context.now().has(directory) && isEmpty(directory) && !hasOwner(directory)) {
        context.machine().files().removeDirectory(directory);
      }
    }
    // "warning: /etc/x saved as /etc/x.rpmsave"
    return out.lines()
        .filter(line -> line.startsWith("warning: ") && line.contains(" saved as "))
        .map(line -> line.substring("warning: ".length()).strip())
        .toList();
  }

  /** The directories above the packages' files, except those below the root directory. */
  private NavigableSet<String> directories(List<String> names) throws ChangeFailedException {
    List<String> argv = new ArrayList<>(List.of("rpm", "-ql"));
    argv.addAll(names);
    NavigableSet<String> directories = new TreeSet<>();
    for (String path : PackageStates.outputOf(context.now(), argv).lines().toList()) {
      String parent = path.startsWith("/") ? Paths.parent(path) : "/";
      while (!parent.equals("/") && directories.add(parent)) {
        parent = Paths.parent(parent);
      }
    }
    return directories;
  }

  private boolean isEmpty(String directory) {
    return context.now().list(directory).toOptional().filter(List::isEmpty).isPresent();
  }

  private boolean hasOwner(String path) {
    return context.now().run(List.of("rpm", "-qf", path))
            instanceof CommandOutcome.Ended(int exit, _, _)
        && exit == 0;
  }
}
