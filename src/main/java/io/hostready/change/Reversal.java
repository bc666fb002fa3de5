package io.hostready.change;

import io.hostready.host.Bytes;
import io.hostready.host.FileSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The way back from one change: all that undo needs to know, found out before the change was made.
 * It is right whether the change was made, was not made or was cut short: undo looks at what is
 * there and compares it with what was before and with what the change leaves.
 */
public sealed interface Reversal {

  /** Contents of files that it needs, which are to be kept. */
  default List<Bytes> contents() {
    return List.of();
  }

  private static List<Bytes> contents(Collection<FileSnapshot> snapshots) {
    return snapshots.stream()
        .filter(FileSnapshot.Regular.class::isInstance)
        .map(snapshot -> ((FileSnapshot.Regular) snapshot).content())
        .toList();
  }

  /** Puts a file back as it was, or away if there was none. */
  record RestoreFile(String path, FileSnapshot before, FileSnapshot after) implements Reversal {

    @Override
    public List<Bytes> contents() {
      return Reversal.contents(List.of(before, after));
    }
  }

  /** Removes a directory that the change made, if it is empty. */
  record RemoveDirectory(String path) implements Reversal {}

  /** Brings a setting back to its value. */
  record RestoreSetting(Setting setting, String before, String after) implements Reversal {}

  /** Runs a program, which must be harmless when there is nothing to take back. */
  record RunProgram(ProgramCall command, String purpose) implements Reversal {}

  /**
   * Removes package lists whose names start so, except those that were there.
   *
   * @param directories what the directories were, by path, that apt makes or gives to its own user
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
   * Removes what apt brought in, and brings back what it removed or changed.
   *
   * @param actions what apt said it would do
   * @param before state and version of each package of the actions that dpkg knew
   * @param automatic those of the packages that apt counted as installed automatically
   */
  record RestorePackages(
      AptSimulation actions, Map<String, PackageStates.State> before, List<String> automatic)
      implements Reversal {

    public RestorePackages {
      before = Map.copyOf(before);
      automatic = List.copyOf(automatic);
    }
  }

  /** There is no way back, or none is needed; why says which. */
  record None(String why) implements Reversal {}
}
