package io.hostready.run;

import io.hostready.change.ChangeFailedException;
import io.hostready.change.StepListener;
import io.hostready.change.apply.UndoExecutor;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.RunStore;
import io.hostready.change.journal.UndoRefusal;
import io.hostready.change.journal.UndoneStep;
import io.hostready.host.Machine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One undo on this machine: reverts a run with the runs that belong to it. Must run under {@link
 * ExclusiveRun}.
 *
 * @param steps receives the progress
 * @param force overwrite later changes by others
 */
public record UndoRun(Machine machine, Clock clock, StepListener steps, boolean force) {

  /** The user interface or program that requested an undo. */
  public interface Operator {

    /** Reports the selected runs, newest first; empty if there is nothing to revert. */
    void announce(List<RunRecord> runs);

    /** Whether the operator approves. */
    boolean approves();

    /** The first step is about to be reverted. */
    void undoing();
  }

  /**
   * Reverts a run, by default the latest.
   *
   * @return empty if the operator did not approve; nothing was changed
   * @throws InvalidRequestException if the run does not exist
   */
  public Optional<UndoOutcome> run(Optional<String> name, Operator operator) {
    List<RunRecord> runs = chosen(name);
    operator.announce(runs);
    if (runs.isEmpty()) {
      return Optional.of(UndoOutcome.complete(runs, List.of()));
    }
    List<UndoneStep> results = new ArrayList<>();
    try {
      UndoExecutor undoer = new UndoExecutor(machine, clock, steps);
      List<UndoRefusal> refusals = force ? List.of() : undoer.refusals(runs);
      if (!refusals.isEmpty()) {
        return Optional.of(UndoOutcome.refused(runs, refusals));
      }
      if (!operator.approves()) {
        return Optional.empty();
      }
      operator.undoing();
      for (RunRecord run : runs) {
        results.addAll(undoer.undo(run, force));
      }
      return Optional.of(UndoOutcome.complete(runs, results));
    } catch (ChangeFailedException failed) {
      return Optional.of(UndoOutcome.stopped(runs, results, failed.why()));
    }
  }

  /** The selected run with the runs that belong to it, newest first. */
  private List<RunRecord> chosen(Optional<String> name) {
    RunStore runs = new RunStore(machine);
    Optional<RunRecord> run =
        name.isPresent()
            ? Optional.of(named(runs, name.get()))
            : runs.newestFirst().stream().filter(RunRecord::canBeUndone).findFirst();
    return run.map(runs::relatedRuns).orElse(List.of()).stream()
        .filter(RunRecord::canBeUndone)
        .toList();
  }

  private static RunRecord named(RunStore runs, String name) {
    return runs.find(name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "unknown run '" + name + "'. See 'hostready history'."));
  }
}
