package io.hostready.change.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run as its journal tells it. */
public record RunRecord(JournalEntry.Started started, List<Step> steps, Status status) {

  /** How a run stands. */
  public enum Status {
    /** It did not come to its end: killed, or the power failed. Its last step may be half done. */
    INTERRUPTED("interrupted"),
    /** It stopped at a step that failed, and said so. */
    FAILED("failed part-way"),
    /** Every change was made. */
    COMPLETE("complete"),
    /** Undo began and did not come to its end. */
    PARTLY_UNDONE("partly reverted"),
    /** Everything was taken back. */
    UNDONE("reverted");

    private final String phrase;

    Status(String phrase) {
      this.phrase = phrase;
    }

    public String phrase() {
      return phrase;
    }
  }

  /** How a step stands. */
  public enum Progress {
    BEGUN,
    DONE,
    FAILED,
    UNDONE
  }

  /** One step with the way back, how far it came, and a note on it if there is one. */
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

  /** The steps that undo would take back, in its order. */
  public List<Step> stepsToUndo() {
    return steps.reversed().stream().filter(step -> step.progress() != Progress.UNDONE).toList();
  }

  /** True while something of the run is on the host, or may be. */
  public boolean canBeUndone() {
    return status != Status.UNDONE && !steps.isEmpty();
  }

  /** True where a fix that came later finishes what this began. */
  public boolean isUnfinished() {
    return switch (status) {
      case INTERRUPTED, FAILED, PARTLY_UNDONE -> !steps.isEmpty();
      case COMPLETE, UNDONE -> false;
    };
  }

  /** The first step that was begun and not ended, for a message. */
  public Optional<Step> open() {
    return steps.stream().filter(step -> step.progress() == Progress.BEGUN).findFirst();
  }

  /** Puts the entries of a journal together; the first one is the start. */
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
