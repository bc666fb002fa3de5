package io.hostready.run;

import io.hostready.change.StepListener;
import io.hostready.change.apply.UndoExecutor;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.RunStore;
import io.hostready.change.journal.UnfinishedRun;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import io.hostready.host.WriteFailedException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * One fix of this machine, from the check to the outcome: check, plan, apply with a journal, check
 * the same rules again. Must run under {@link ExclusiveRun}.
 *
 * @param tool the program's name and version, for the journal
 * @param steps receives the progress of the changes
 * @param runsProofs whether the proofs of the rules are run after the changes
 */
public record FixRun(
    Machine machine,
    Clock clock,
    String tool,
    StepListener steps,
    PlanOptions options,
    boolean runsProofs) {

  /** The user interface or program that requested a fix. */
  public interface Operator {

    /** Reports an interrupted run, and what this run does about it. */
    void warn(String message);

    /** Shows a plan that has changes; returns whether they are approved. */
    boolean approves(FixPlan plan, HostReport before);

    /** The plan as JSON, for the journal. Called after the approval. */
    String document(FixPlan plan, HostReport before);

    /** The first change is about to be applied. */
    void applying();
  }

  /**
   * Runs a fix, from a saved plan if given.
   *
   * @return empty if the operator did not approve the plan; nothing was changed
   * @throws WriteFailedException if the journal cannot be written; nothing was changed
   * @throws InvalidRequestException if the host has changed since the plan was saved
   */
  public Optional<FixOutcome> run(Optional<SavedPlan> saved, Operator operator)
      throws WriteFailedException {
    List<UnfinishedRun> unfinished = new RunStore(machine).unfinished();
    removeTemporaryFiles(unfinished);
    Host host = machine.now();
    HostReport before = options.check().of(host);
    FixPlan plan =
        saved.isPresent()
            ? saved.get().on(host, options.selection())
            : options.plan(host, before, unfinished);
    unfinished.forEach(run -> operator.warn(continuation(run, plan)));
    if (plan.isEmpty()) {
      markComplete(unfinished);
      return Optional.of(FixOutcome.notApplied(plan, before));
    }
    if (!operator.approves(plan, before)) {
      return Optional.empty();
    }
    String document = operator.document(plan, before);
    operator.applying();
    AppliedPlan applied = new PlanExecutor(machine, clock, steps).apply(plan, tool, document);
    HostReport after = new FixVerification(options, plan, applied).check(machine.now(), runsProofs);
    return Optional.of(new FixOutcome(plan, Optional.of(applied), before, after));
  }

  /** Removes temporary files that runs left when they were killed while they wrote a file. */
  private void removeTemporaryFiles(List<UnfinishedRun> unfinished) throws WriteFailedException {
    UndoExecutor undoer = new UndoExecutor(machine, clock, steps);
    for (UnfinishedRun each : unfinished) {
      undoer.removeTemporaryFiles(each.run());
    }
  }

  private static String continuation(UnfinishedRun unfinished, FixPlan plan) {
    String run = "run " + unfinished.run().id() + " is " + unfinished.run().status().phrase();
    Optional<String> stoppedIn = unfinished.rule();
    boolean continues =
        stoppedIn.isEmpty()
            || plan.rules().stream().anyMatch(rule -> rule.id().value().equals(stoppedIn.get()));
    if (plan.isEmpty() && continues) {
      return run + "; nothing is left to do for it. To revert it: hostready undo";
    }
    return run
        + "; this fix continues it, and undo reverts both."
        + (continues
            ? ""
            : " It stopped in the fix of "
                + stoppedIn.get()
                + ", which this plan does not change. To complete it: hostready fix "
                + stoppedIn.get());
  }

  /**
   * Nothing remains to be done for a run if all its rules were checked and have no planned change.
   */
  private void markComplete(List<UnfinishedRun> unfinished) throws WriteFailedException {
    for (UnfinishedRun each : unfinished) {
      boolean isChecked =
          each.rule().isEmpty()
              || options.selection().rules().stream()
                  .anyMatch(rule -> rule.id().value().equals(each.rule().get()));
      if (isChecked && each.run().status() != RunRecord.Status.PARTLY_UNDONE) {
        new RunStore(machine).markComplete(each.run(), clock.instant());
      }
    }
  }
}
