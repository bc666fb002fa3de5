package io.hostready.run;

import io.hostready.change.Change;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of applying a plan, to its end or up to a change that failed.
 *
 * @param run the run's ID
 * @param directory the directory of its journal
 * @param changes all changes of the plan, in order
 * @param failure why it stopped; empty if every change was applied
 */
public record AppliedPlan(
    String run, String directory, List<AppliedChange> changes, Optional<String> failure) {

  /** The result of one change of a rule's fix; the note is for the operator. */
  public record AppliedChange(
      String rule, Change change, Progress progress, Optional<String> note) {}

  /** The status of a planned change. */
  public enum Progress {
    DONE,
    FAILED,
    NOT_REACHED;

    /** The name in JSON documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public AppliedPlan {
    changes = List.copyOf(changes);
  }

  public boolean isComplete() {
    return failure.isEmpty();
  }

  /** The number of the step that failed, from 1; otherwise of the last one. */
  public int lastStep() {
    long done = changes.stream().filter(change -> change.progress() == Progress.DONE).count();
    return Math.toIntExact(Math.min(done + 1, changes.size()));
  }

  /** The changes of one rule's fix. */
  public List<AppliedChange> changesOf(String rule) {
    return changes.stream().filter(change -> change.rule().equals(rule)).toList();
  }
}
