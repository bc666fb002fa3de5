package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.CreateDirectory;
import io.hostready.change.FileState;
import io.hostready.change.RemoveFile;
import io.hostready.change.Reversal;
import io.hostready.change.UnifiedDiff;
import io.hostready.change.WriteFile;
import io.hostready.host.Bytes;
import io.hostready.host.DurableFiles;
import io.hostready.host.FileSnapshot;
import io.hostready.host.WriteFailedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies and reverts changes of files and directories. */
record FileExecutor(RunContext context) {

  private DurableFiles files() {
    return context.machine().files();
  }

  PreparedChange write(WriteFile change) throws ChangeFailedException, WriteFailedException {
    refuseStale(change.path(), change.before());
    return writing(change.path(), change.content(), change.mode());
  }

  /** Prepares new content for a path, in any current state. */
  PreparedChange writing(String path, Bytes content, int mode) throws WriteFailedException {
    FileSnapshot before = files().snapshot(path);
    FileSnapshot.Regular after =
        before instanceof FileSnapshot.Regular old
            ? DurableFiles.file(
                content,
                new FileSnapshot.Access(mode, old.access().uid(), old.access().gid()),
                old.attributes())
            : DurableFiles.file(content, files().newAccess(mode), Map.of());
    return new PreparedChange(
        new Reversal.RestoreFile(path, before, after),
        () -> {
          files().write(path, after, false);
          return Optional.empty();
        });
  }

  PreparedChange remove(RemoveFile change) throws ChangeFailedException, WriteFailedException {
    refuseStale(change.path(), change.before());
    FileSnapshot before = files().snapshot(change.path());
    return new PreparedChange(
        new Reversal.RestoreFile(change.path(), before, new FileSnapshot.Missing()),
        () -> {
          files().remove(change.path());
          return Optional.empty();
        });
  }

  PreparedChange makeDirectory(CreateDirectory change) throws WriteFailedException {
    if (files().snapshot(change.path()) instanceof FileSnapshot.Directory) {
      return PreparedChange.nothing(change.path() + " is there already");
    }
    return new PreparedChange(
        new Reversal.RemoveDirectory(change.path()),
        () -> {
          files().makeDirectory(change.path(), files().newAccess(change.mode()));
          return Optional.empty();
        });
  }

  /** Refuses a path that has changed since the plan was made. */
  void refuseStale(String path, FileState planned) throws ChangeFailedException {
    FileState now = FileState.of(context.now(), path);
    if (!now.equals(planned)) {
      throw new ChangeFailedException(
          path
              + " has changed since the plan was made: expected "
              + planned.description()
              + ", found "
              + now.description()
              + ". Make a new plan.");
    }
  }

  /** Checks whether a file can be restored; now is its current state, or its state by then. */
  UndoAssessment assess(Reversal.RestoreFile reversal, FileSnapshot now) {
    String path = reversal.path();
    FileSnapshot before = reversal.before();
    if (isSame(before, now)) {
      return new UndoAssessment.Nothing(path + " is as it was before");
    }
    UndoAssessment.Act act =
        () -> {
          restore(path, before);
          return Optional.empty();
        };
    return isSame(reversal.after(), now)
        ? new UndoAssessment.Possible(act)
        : new UndoAssessment.Refused(refusal(reversal, now), act);
  }

  private void restore(String path, FileSnapshot before)
      throws WriteFailedException, ChangeFailedException {
    switch (before) {
      case FileSnapshot.Missing _ -> files().remove(path);
      case FileSnapshot.Regular file -> files().write(path, file, true);
      case FileSnapshot.Directory _, FileSnapshot.Other _ ->
          throw new ChangeFailedException(
              path + " was " + before.description() + "; that was never changed.");
    }
    FileSnapshot now = files().snapshot(path);
    if (!isSame(before, now)) {
      throw new ChangeFailedException(
          path
              + " should be "
              + before.description()
              + " again, and is "
              + now.description()
              + ".");
    }
  }

  private static boolean isSame(FileSnapshot expected, FileSnapshot found) {
    return switch (expected) {
      case FileSnapshot.Missing _ -> found instanceof FileSnapshot.Missing;
      case FileSnapshot.Regular file ->
          file.isSameAs(found)
              // A new file gets the labels and ACLs of its directory, which no plan predicts.
              || (file.attributes().isEmpty()
                  && found instanceof FileSnapshot.Regular other
                  && file.content().equals(other.content())
                  && file.access().equals(other.access()));
      case FileSnapshot.Directory _, FileSnapshot.Other _ -> expected.equals(found);
    };
  }

  private String refusal(Reversal.RestoreFile reversal, FileSnapshot now) {
    StringBuilder why = new StringBuilder();
    why.append(reversal.path())
        .append(" is not as this run left it: expected ")
        .append(reversal.after().description())
        .append(", found ")
        .append(now.description())
        .append('.');
    if (reversal.after() instanceof FileSnapshot.Regular left
        && now instanceof FileSnapshot.Regular found
        && !left.content().equals(found.content())) {
      List<String> diff = UnifiedDiff.of(reversal.path(), state(left), state(found));
      why.append(" Changed since:\n");
      diff.stream().limit(40).forEach(line -> why.append("    ").append(line).append('\n'));
      why.append("  ");
    } else {
      why.append(' ');
    }
    why.append("To resolve it, make the file what it was before the run (");
    why.append(
        reversal.before() instanceof FileSnapshot.Regular file
            ? "its content is in "
                + context.journal().directory()
                + "/content/"
                + file.content().sha256()
            : "it did not exist");
    return why.append(
            ") or what the run left, and run undo again; --force overwrites it, and keeps")
        .append(" what it overwrites in the journal.")
        .toString();
  }

  private static FileState state(FileSnapshot.Regular file) {
    return new FileState.Regular(file.content(), file.access().mode(), "", "");
  }

  UndoAssessment assess(Reversal.RemoveDirectory reversal, FileSnapshot now) {
    return now instanceof FileSnapshot.Directory
        ? new UndoAssessment.Possible(
            () ->
                files().removeDirectory(reversal.path())
                    ? Optional.empty()
                    : Optional.of(reversal.path() + " stays, something else is in it"))
        : new UndoAssessment.Nothing(reversal.path() + " is no directory any more");
  }
}
