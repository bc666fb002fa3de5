package io.hostready.change;

import java.util.List;
import java.util.Optional;

/**
 * One primitive change of a host, planned and not yet applied. All fixes are compiled to these;
 * applying, journal and undo use nothing else.
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

  /** What it does, as a phrase that starts with a verb. */
  default String description() {
    return summary().text();
  }

  /** The details that a plan shows below the summary: changed lines of a file, packages. */
  List<String> details();

  /** Exactly what will happen: the lines of a unified diff, or whole command lines. */
  List<String> preview();

  /** False for a check, and for a command that runs only during undo. */
  default boolean changesHost() {
    return true;
  }

  /** What undo does for it, as a phrase that starts with a verb; empty if it does nothing. */
  Optional<String> undoDescription();
}
