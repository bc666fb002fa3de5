package io.hostready.change;

import io.hostready.host.Bytes;
import io.hostready.host.FileSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * How to revert one change: all data that undo needs, collected before the change is made. It is
 * correct whether the change was made, was not made or was interrupted: undo compares the current
 * state with the state before and with the state that the change produces.
 */
public sealed interface Reversal {

  /** Contents of files that it needs, which must be stored. */
  default List<Bytes> contents() {
    return List.of();
  }

  private static List<Bytes> contents(Collection<FileSnapshot> snapshots) {
    return snapshots.stream()
        .filter(FileSnapshot.Regular.class::isInstance)
        .map(snapshot -> ((FileSnapshot.Regular) snapshot).content())
        .toList();
  }

  /** Restores a file, or removes it if it did not exist. */
  record RestoreFile(String path, FileSnapshot before, FileSnapshot after) implements Reversal {

    @Override
    public List<Bytes> contents() {
      return Reversal.contents(List.of(before, after));
    }
  }

  /** Removes a directory that the change created, if it is empty. */
  record RemoveDirectory(String path) implements Reversal {}

  /** Restores the value of a setting. */
  record RestoreSetting(Setting setting, String before, String after) implements Reversal {}

  /** Runs a program, which must be harmless if there is nothing to revert. */
  record RunProgram(ProgramCall command, String purpose) implements Reversal {}

  /**
   * Removes package lists with these name prefixes, except those that existed.
   *
   * @param directories the previous state, by path, of directories that apt creates or assigns to
   *     its own user
   */
  record RemovePackageLists(
      String prefix, List<String> before, Map<String, FileSnapshot> directories)
      implements Reversal {

    public RemovePackageLists {
      before = List.copyOf(before);
      directories = Map.copyOf(directories);
    }

    @Override
    public List<Bytes> contents() {
      return Reversal.contents(directories.values());
    }
  }

  /**
   * Removes the packages that were installed, and restores those that were removed or changed.
   *
   * @param actions the simulated actions
   * @param before state and version of each package of the actions in the package database
   * @param automatic the packages that were marked as automatically installed
   */
  record RestorePackages(
      PackageManager manager,
      PackageActions actions,
      Map<String, PackageStates.State> before,
      List<String> automatic)
      implements Reversal {

    public RestorePackages {
      before = Map.copyOf(before);
      automatic = List.copyOf(automatic);
    }
  }

  /** The change cannot be reverted, or need not be; why has the reason. */
  record None(String why) implements Reversal {}
}
