package io.hostready.change.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run according to its journal. */
public record RunRecord(JournalEntry.Started started, List<Step> steps, Status status) {

  /** The state of a run. */
  public enum Status {
    /** It did not end: killed, or the power failed. Its last step may be partially applied. */
    INTERRUPTED("interrupted"),
    /** It stopped at a step that failed, and recorded it. */
    FAILED("failed part-way"),
    /** Every change was applied. */
    COMPLETE("complete"),
    /** Undo started and did not end. */
    PARTLY_UNDONE("partly reverted"),
    /** Everything was reverted. */
    UNDONE("reverted");

    private final String phrase;

    Status(String phrase) {
      this.phrase = phrase;
    }

    public String phrase() {
      return phrase;
    }
  }

  /** The state of a step. */
  public enum Progress {
    BEGUN,
    DONE,
    FAILED,
    UNDONE
  }

  /** One step with its reversal, its state, and a note, if any. */
  public record Step(JournalEntry.Begun begun, Progress progress, Optional<String> note) {}

  public RunRecord {
    steps = List.copyOf(steps);
  }

  public String id() {
    return started.run();
  }

  public Instant at() {
    return started.at();
  }

  /** The steps that undo would revert, in its order. */
  public List<Step> stepsToUndo() {
    return steps.reversed().stream().filter(step -> step.progress() != Progress.UNDONE).toList();
  }

  /** Whether a change of the run remains, or may remain, on the host. */
  public boolean canBeUndone() {
    return status != Status.UNDONE && !steps.isEmpty();
  }

  /** Whether a later fix completes this run. */
  public boolean isUnfinished() {
    return switch (status) {
      case INTERRUPTED, FAILED, PARTLY_UNDONE -> !steps.isEmpty();
      case COMPLETE, UNDONE -> false;
    };
  }

  /** The first step that started and did not end, for a message. */
  public Optional<Step> open() {
    return steps.stream().filter(step -> step.progress() == Progress.BEGUN).findFirst();
  }

  /** Combines the entries of a journal; the first one is the start. */
  static RunRecord of(List<JournalEntry> entries) {
    if (entries.isEmpty() || !(entries.getFirst() instanceof JournalEntry.Started started)) {
      throw new JournalException("the journal does not begin with the start of a run");
    }
    Map<Integer, Step> steps = new LinkedHashMap<>();
    Status status = Status.INTERRUPTED;
    for (JournalEntry entry : entries) {
      status =
          switch (entry) {
            case JournalEntry.Started _ -> status;
            case JournalEntry.Begun begun -> {
              steps.put(begun.step(), new Step(begun, Progress.BEGUN, Optional.empty()));
              yield status;
            }
            case JournalEntry.Done(int step, _, var note) -> {
              mark(steps, step, Progress.DONE, note);
              yield status;
            }
            case JournalEntry.Failed(int step, _, _, String why) -> {
              mark(steps, step, Progress.FAILED, Optional.of(why));
              yield Status.FAILED;
            }
            case JournalEntry.Ended(_, boolean complete) ->
                complete ? Status.COMPLETE : Status.FAILED;
            case JournalEntry.UndoStarted _, JournalEntry.UndoBegun _, JournalEntry.UndoFailed _ ->
                Status.PARTLY_UNDONE;
            case JournalEntry.UndoDone(int step, _, _, var note) -> {
              mark(steps, step, Progress.UNDONE, note);
              yield Status.PARTLY_UNDONE;
            }
            case JournalEntry.UndoEnded _ -> Status.UNDONE;
          };
    }
    return new RunRecord(started, new ArrayList<>(steps.values()), status);
  }

  private static void mark(
      Map<Integer, Step> steps, int number, Progress progress, Optional<String> note) {
    steps.computeIfPresent(number, (_, step) -> new Step(step.begun(), progress, note));
  }
}
