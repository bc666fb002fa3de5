package io.hostready.run;

import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.UndoRefusal;
import io.hostready.change.journal.UndoneStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of an undo.
 *
 * @param runs the runs to revert, newest first
 * @param results the steps that were reverted, in that order
 * @param refusals steps that could not be reverted, found before anything was done
 * @param failure why it stopped or did not start; empty if everything was reverted
 */
public record UndoOutcome(
    List<RunRecord> runs,
    List<UndoneStep> results,
    List<UndoRefusal> refusals,
    Optional<String> failure) {

  public UndoOutcome {
    runs = List.copyOf(runs);
    results = List.copyOf(results);
    refusals = List.copyOf(refusals);
  }

  static UndoOutcome complete(List<RunRecord> runs, List<UndoneStep> results) {
    return new UndoOutcome(runs, results, List.of(), Optional.empty());
  }

  static UndoOutcome refused(List<RunRecord> runs, List<UndoRefusal> refusals) {
    String why = "nothing was reverted. Resolve the above, or use --force.";
    return new UndoOutcome(runs, List.of(), refusals, Optional.of(why));
  }

  static UndoOutcome stopped(List<RunRecord> runs, List<UndoneStep> results, String why) {
    return new UndoOutcome(runs, results, List.of(), Optional.of(why));
  }

  /** True if no change of the runs remains on the host. */
  public boolean isComplete() {
    return failure.isEmpty();
  }

  /** Why it failed, and the next step; sentences for the operator. */
  public List<String> messages() {
    List<String> messages = new ArrayList<>();
    refusals.forEach(
        refusal -> messages.add("cannot " + refusal.change().undoText() + ": " + refusal.why()));
    failure.ifPresent(messages::add);
    if (!isComplete() && refusals.isEmpty()) {
      messages.add("undo stopped there. To continue: hostready undo");
    }
    return messages;
  }
}
