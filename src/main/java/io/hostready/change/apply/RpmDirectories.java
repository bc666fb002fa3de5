package io.hostready.change.apply;

import io.hostready.change.Paths;
import io.hostready.host.CommandOutcome;
import io.hostready.host.WriteFailedException;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The directories that rpm creates for files and that belong to no package: rpm leaves these. */
record RpmDirectories(RunContext context) {

  /** The directories above files, except those below the root directory. */
  static NavigableSet<String> above(Iterable<String> files) {
    NavigableSet<String> directories = new TreeSet<>();
    for (String path : files) {
      String parent = path.startsWith("/") ? Paths.parent(path) : "/";
      while (!parent.equals("/") && directories.add(parent)) {
        parent = Paths.parent(parent);
      }
    }
    return directories;
  }

  /** Removes those that are empty and belong to no package. */
  void removeEmpty(NavigableSet<String> directories) throws WriteFailedException {
    for (String directory : directories.descendingSet()) {
      if (isEmpty(directory) && !hasOwner(directory)) {
        context.machine().files().removeDirectory(directory);
      }
    }
  }

  private boolean isEmpty(String directory) {
    return context.now().list(directory).toOptional().filter(List::isEmpty).isPresent();
  }

  /** Whether a file or directory belongs to a package in rpm's database. */
  boolean hasOwner(String path) {
    return context.now().run(List.of("rpm", "-qf", path))
            instanceof CommandOutcome.Ended(int exit, _, _)
        && exit == 0;
  }
}
