package io.hostready.change;

import java.util.List;
import java.util.Optional;

/**
 * One primitive change of a host, planned and not yet made. All that fixes do is compiled to these;
 * applying, journal and undo know nothing else.
 */
public sealed interface Change
    permits WriteFile,
        RemoveFile,
        CreateDirectory,
        SetSetting,
        RunCommand,
        ValidateFile,
        RequireRelease,
        FetchKey,
        UpdatePackageLists,
        InstallPackages,
        RemovePackages {

  /** What it does, in one line. */
  ChangeSummary summary();

  /** What it does, in a phrase that starts with a verb. */
  default String description() {
    return summary().text();
  }

  /** What a plan shows below the summary: changed lines of a file, packages. */
  List<String> details();

  /** Exactly what will happen: the lines of a unified diff, or whole command lines. */
  List<String> preview();

  /** False for what only looks, and for what only counts when changes are taken back. */
  default boolean changesHost() {
    return true;
  }

  /** What undo does about it, in a phrase that starts with a verb; empty where it does nothing. */
  Optional<String> undoDescription();
}
