package io.hostready.run;

import io.hostready.change.Change;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.StepListener;
import io.hostready.change.apply.ChangeExecutor;
import io.hostready.change.journal.Journal;
import io.hostready.change.journal.JournalEntry;
import io.hostready.change.journal.RunStore;
import io.hostready.host.Bytes;
import io.hostready.host.Machine;
import io.hostready.host.WriteFailedException;
import io.hostready.run.AppliedPlan.AppliedChange;
import io.hostready.run.AppliedPlan.Progress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies the changes of a plan, in order, with a journal, and stops at the first that fails. */
record PlanExecutor(Machine machine, Clock clock, StepListener steps) {

  /**
   * Makes a plan's changes.
   *
   * @param tool name and version, for the journal
   * @param document the plan as JSON, kept beside the journal
   * @throws WriteFailedException if the journal cannot be written; nothing was changed
   */
  AppliedPlan apply(FixPlan plan, String tool, String document) throws WriteFailedException {
    RunStore.prepare(machine);
    RunStore runs = new RunStore(machine);
    List<String> continues = runs.unfinished().stream().map(each -> each.run().id()).toList();
    try (Journal journal = runs.start(clock.instant(), tool, continues, Bytes.of(document))) {
      ChangeExecutor changer = new ChangeExecutor(machine, journal, clock, steps::output);
      List<AppliedChange> made = new ArrayList<>();
      Optional<String> failure = Optional.empty();
      int count = plan.changeCount();
      for (FixPlan.PlannedFix fix : plan.fixes()) {
        for (Change change : fix.changes()) {
          String rule = fix.rule().id().value();
          if (failure.isPresent()) {
            made.add(new AppliedChange(rule, change, Progress.NOT_REACHED, Optional.empty()));
            continue;
          }
          steps.started("[" + (made.size() + 1) + "/" + count + "] " + change.description());
          try {
            made.add(new AppliedChange(rule, change, Progress.DONE, changer.make(rule, change)));
            steps.ended();
          } catch (ChangeFailedException failed) {
            steps.failed();
            failure = Optional.of(failed.why());
            made.add(new AppliedChange(rule, change, Progress.FAILED, failure));
          }
        }
      }
      failure = ended(journal, failure);
      String directory = journal.directory();
      String run = directory.substring(directory.lastIndexOf('/') + 1);
      return new AppliedPlan(run, directory, made, failure);
    }
  }

  /** A journal that cannot be closed, as on a full disk, is a failure, and not the first one. */
  private Optional<String> ended(Journal journal, Optional<String> failure) {
    try {
      journal.add(new JournalEntry.Ended(clock.instant(), failure.isEmpty()));
      return failure;
    } catch (WriteFailedException full) {
      return failure.or(() -> Optional.of(full.why()));
    }
  }
}
