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
 * One undo on this machine: takes back a run with those that belong to it. To be run under {@link
 * ExclusiveRun}.
 *
 * @param steps receives which steps are being reverted
 * @param force overwrite what somebody else changed since
 */
public record UndoRun(Machine machine, Clock clock, StepListener steps, boolean force) {

  /** The person or program that asked for an undo. */
  public interface Operator {

    /** Tells which runs are meant, newest first; none where there is nothing to take back. */
    void announce(List<RunRecord> runs);

    /** Whether they may be taken back. */
    boolean approves();

    /** The first step is about to be taken back. */
    void undoing();
  }

  /**
   * Takes a run back, the latest one where none is named.
   *
   * @return empty where the operator did not approve; nothing was changed
   * @throws InvalidRequestException when there is no such run
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

  /** The run that is meant with those that belong to it, newest first. */
  private List<RunRecord> chosen(Optional<String> name) {
    RunStore runs = new RunStore(machine);
    Optional<RunRecord> run =
        name.isPresent()
            ? Optional.of(named(runs, name.get()))
            : runs.newestFirst().stream().filter(RunRecord::canBeUndone).findFirst();
    return run.map(runs::together).orElse(List.of()).stream()
        .filter(RunRecord::canBeUndone)
        .toList();
  }

  private static RunRecord named(RunStore runs, String name) {
    return runs.find(name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "there is no run '"
                        + name
                        + "' in "
                        + RunStore.DIRECTORY
                        + "; expected one that 'hostready history' lists."));
  }
}
