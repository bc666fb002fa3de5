package io.hostready.run;

import io.hostready.change.Change;
import io.hostready.change.ChangeFailed;
import io.hostready.change.Changer;
import io.hostready.change.Journal;
import io.hostready.change.JournalEntry;
import io.hostready.change.RunRecord;
import io.hostready.change.Runs;
import io.hostready.change.Undoer;
import io.hostready.change.Unfinished;
import io.hostready.host.CannotWrite;
import io.hostready.host.Content;
import io.hostready.host.Machine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the changes of a plan, in order, through a journal, and stops at the first that fails. */
public final class Applier {

  /** How far one change came. */
  public record MadeChange(String rule, Change change, Progress progress, Optional<String> note) {}

  /** What became of a planned change. */
  public enum Progress {
    DONE,
    FAILED,
    NOT_REACHED;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** A run that came to its end, by itself or at a failure; failure says why. */
  public record Applied(
      String run, String folder, List<MadeChange> changes, Optional<String> failure) {
    public Applied {
      changes = List.copyOf(changes);
    }

    public boolean isComplete() {
      return failure.isEmpty();
    }
  }

  private final Machine machine;
  private final Clock clock;
  private final Consumer<String> progress;

  public Applier(Machine machine, Clock clock, Consumer<String> progress) {
    this.machine = machine;
    this.clock = clock;
    this.progress = progress;
  }

  /** Runs that came to no good end; a fix that comes after them is taken back with them. */
  public List<Unfinished> unfinished() {
    return new Runs(machine).unfinished();
  }

  /** Removes what runs that were killed in the middle of writing a file left beside it. */
  public void clearAfter(List<Unfinished> unfinished) throws CannotWrite {
    Undoer undoer = new Undoer(machine, clock, progress);
    for (Unfinished each : unfinished) {
      undoer.removeTemporaryFiles(each.run());
    }
  }

  /** Notes of runs that were killed or failed that nothing is left to do of them. */
  public void settle(List<Unfinished> unfinished) throws CannotWrite {
    for (Unfinished each : unfinished) {
      if (each.run().status() != RunRecord.Status.PARTLY_UNDONE) {
        new Runs(machine).settle(each.run(), clock.instant());
      }
    }
  }

  /**
   * Makes a plan's changes.
   *
   * @param tool name and version, for the journal
   * @param document the plan as JSON, kept beside the journal
   * @throws CannotWrite when there can be no journal; nothing was changed
   */
  public Applied apply(FixPlan plan, String tool, String document) throws CannotWrite {
    Runs.prepare(machine);
    List<String> continues = unfinished().stream().map(each -> each.run().id()).toList();
    Runs runs = new Runs(machine);
    try (Journal journal = runs.start(clock.instant(), tool, continues, Content.of(document))) {
      Changer changer = new Changer(machine, journal, clock, progress);
      List<MadeChange> made = new ArrayList<>();
      Optional<String> failure = Optional.empty();
      for (FixPlan.PlannedFix fix : plan.fixes()) {
        for (Change change : fix.changes()) {
          String rule = fix.rule().id().value();
          if (failure.isPresent()) {
            made.add(new MadeChange(rule, change, Progress.NOT_REACHED, Optional.empty()));
            continue;
          }
          progress.accept(change.described());
          try {
            made.add(new MadeChange(rule, change, Progress.DONE, changer.make(rule, change)));
          } catch (ChangeFailed failed) {
            failure = Optional.of(failed.why());
            made.add(new MadeChange(rule, change, Progress.FAILED, failure));
          }
        }
      }
      failure = ended(journal, failure);
      String folder = journal.folder();
      return new Applied(folder.substring(folder.lastIndexOf('/') + 1), folder, made, failure);
    }
  }

  /** A journal that cannot be ended, as on a full disk, is a failure, and not the first one. */
  private Optional<String> ended(Journal journal, Optional<String> failure) {
    try {
      journal.add(new JournalEntry.Ended(clock.instant(), failure.isEmpty()));
      return failure;
    } catch (CannotWrite full) {
      return failure.or(() -> Optional.of(full.why()));
    }
  }
}
