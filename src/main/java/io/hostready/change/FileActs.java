package io.hostready.change;

import io.hostready.host.CannotWrite;
import io.hostready.host.Content;
import io.hostready.host.DurableFiles;
import io.hostready.host.FileSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes and takes back changes of files and directories. */
record FileActs(Site site) {

  private DurableFiles files() {
    return site.machine().files();
  }

  Prepared write(WriteFile change) throws ChangeFailed, CannotWrite {
    refuseStale(change.path(), change.before());
    return writing(change.path(), change.content(), change.mode());
  }

  /** Prepares that a path comes to hold something, whatever is there now. */
  Prepared writing(String path, Content content, int mode) throws CannotWrite {
    FileSnapshot before = files().snapshot(path);
    FileSnapshot.Regular after =
        before instanceof FileSnapshot.Regular old
            ? DurableFiles.file(
                content,
                new FileSnapshot.Access(mode, old.access().uid(), old.access().gid()),
                old.attributes())
            : DurableFiles.file(content, files().newAccess(mode), Map.of());
    return new Prepared(
        new Reversal.PutBackFile(path, before, after),
        () -> {
          files().write(path, after, false);
          return Optional.empty();
        });
  }

  Prepared remove(RemoveFile change) throws ChangeFailed, CannotWrite {
    refuseStale(change.path(), change.before());
    FileSnapshot before = files().snapshot(change.path());
    return new Prepared(
        new Reversal.PutBackFile(change.path(), before, new FileSnapshot.Missing()),
        () -> {
          files().remove(change.path());
          return Optional.empty();
        });
  }

  Prepared makeDirectory(MakeDirectory change) throws CannotWrite {
    if (files().snapshot(change.path()) instanceof FileSnapshot.Directory) {
      return Prepared.nothing(change.path() + " is there already");
    }
    return new Prepared(
        new Reversal.RemoveDirectory(change.path()),
        () -> {
          files().makeDirectory(change.path(), files().newAccess(change.mode()));
          return Optional.empty();
        });
  }

  /** Refuses when a path does not hold what the plan saw there. */
  void refuseStale(String path, FileState planned) throws ChangeFailed {
    FileState now = FileState.of(site.now(), path);
    if (!now.equals(planned)) {
      throw new ChangeFailed(
          path
              + " has changed since the plan was made: expected "
              + planned.described()
              + ", found "
              + now.described()
              + ". Make a new plan.");
    }
  }

  /** Looks whether a file can be put back; now is what is there, or will be by then. */
  Assessment assess(Reversal.PutBackFile reversal, FileSnapshot now) {
    String path = reversal.path();
    FileSnapshot before = reversal.before();
    if (isSame(before, now)) {
      return new Assessment.Nothing(path + " is as it was before");
    }
    Assessment.Act act =
        () -> {
          putBack(path, before);
          return Optional.empty();
        };
    return isSame(reversal.after(), now)
        ? new Assessment.Possible(act)
        : new Assessment.Refused(refusal(reversal, now), act);
  }

  private void putBack(String path, FileSnapshot before) throws CannotWrite, ChangeFailed {
    switch (before) {
      case FileSnapshot.Missing _ -> files().remove(path);
      case FileSnapshot.Regular file -> files().write(path, file, true);
      case FileSnapshot.Directory _, FileSnapshot.Other _ ->
          throw new ChangeFailed(path + " was " + before.described() + "; that was never changed.");
    }
    FileSnapshot now = files().snapshot(path);
    if (!isSame(before, now)) {
      throw new ChangeFailed(
          path + " should be " + before.described() + " again, and is " + now.described() + ".");
    }
  }

  private static boolean isSame(FileSnapshot expected, FileSnapshot found) {
    return switch (expected) {
      case FileSnapshot.Missing _ -> found instanceof FileSnapshot.Missing;
      case FileSnapshot.Regular file ->
          file.isSameAs(found)
              // A new file gets the labels and lists of its directory, which no plan foresees.
              || (file.attributes().isEmpty()
                  && found instanceof FileSnapshot.Regular other
                  && file.content().equals(other.content())
                  && file.access().equals(other.access()));
      case FileSnapshot.Directory _, FileSnapshot.Other _ -> expected.equals(found);
    };
  }

  private String refusal(Reversal.PutBackFile reversal, FileSnapshot now) {
    StringBuilder why = new StringBuilder();
    why.append(reversal.path())
        .append(" is not as this run left it: expected ")
        .append(reversal.after().described())
        .append(", found ")
        .append(now.described())
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
    why.append("To settle it, make the file what it was before the run (");
    why.append(
        reversal.before() instanceof FileSnapshot.Regular file
            ? "its content is in " + site.journal().folder() + "/content/" + file.content().sha256()
            : "there was none");
    return why.append(
            ") or what the run left, and run undo again; --force overwrites it, and keeps")
        .append(" what it overwrites in the journal.")
        .toString();
  }

  private static FileState state(FileSnapshot.Regular file) {
    return new FileState.Regular(file.content(), file.access().mode(), "", "");
  }

  Assessment assess(Reversal.RemoveDirectory reversal, FileSnapshot now) {
    return now instanceof FileSnapshot.Directory
        ? new Assessment.Possible(
            () ->
                files().removeDirectory(reversal.path())
                    ? Optional.empty()
                    : Optional.of(reversal.path() + " stays, something else is in it"))
        : new Assessment.Nothing(reversal.path() + " is no directory any more");
  }
}
