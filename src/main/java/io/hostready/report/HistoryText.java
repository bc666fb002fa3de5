package io.hostready.report;

import io.hostready.change.journal.JournalEntry;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.UndoneStep;
import io.hostready.run.UndoOutcome;
import io.hostready.text.SafeText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs for people: the history of a host, what undo is about to revert, and what it reverted. */
public record HistoryText(TextStyle style) {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final String INDENT = "   ";

  private static final String NOTE = " ".repeat(13);

  /** All runs with their steps, newest first. */
  public String history(List<RunRecord> runs) {
    TextLines text = new TextLines(style);
    for (RunRecord run : runs) {
      List<String> continued = run.started().continues();
      text.gap()
          .line(
              style.palette().strong(run.id())
                  + "  "
                  + painted(run.status())
                  + "  "
                  + at(run.at(), SECOND)
                  + "  "
                  + SafeText.line(run.started().tool())
                  + (continued.isEmpty() ? "" : ", continues " + String.join(", ", continued)));
      run.steps().forEach(step -> step(step, text));
    }
    return runs.isEmpty() ? "No runs on this host.\n" : text.toString();
  }

  private void step(RunRecord.Step step, TextLines text) {
    String what = step.begun().rule() + ": " + SafeText.line(step.begun().change().what());
    text.line(INDENT + mark(step.progress()) + "  " + what);
    step.note().ifPresent(note -> text.prose(NOTE, SafeText.line(note)));
  }

  private String painted(RunRecord.Status status) {
    return switch (status) {
      case COMPLETE -> style.palette().good(status.phrase());
      case UNDONE -> style.palette().faint(status.phrase());
      case INTERRUPTED, FAILED, PARTLY_UNDONE -> style.palette().bad(status.phrase());
    };
  }

  private static String mark(RunRecord.Progress progress) {
    return switch (progress) {
      case BEGUN -> "started ";
      case DONE -> "done    ";
      case FAILED -> "failed  ";
      case UNDONE -> "reverted";
    };
  }

  private static String at(Instant time, DateTimeFormatter format) {
    return format.format(time.atZone(ZoneId.systemDefault()));
  }

  /**
   * What undo is about to revert, in its order.
   *
   * @param cautions of the fixes, by rule
   */
  public String undoing(List<RunRecord> runs, Map<String, String> cautions) {
    TextLines text = new TextLines(style);
    for (RunRecord run : runs) {
      List<String> steps =
          run.stepsToUndo().stream()
              .flatMap(step -> step.begun().change().undo().stream())
              .toList();
      text.line(
          "Run "
              + run.id()
              + " ("
              + run.status().phrase()
              + ", "
              + at(run.at(), MINUTE)
              + "): reverting "
              + Count.of(steps.size(), "change"));
      steps.forEach(undo -> text.line(INDENT + "- " + SafeText.line(undo)));
    }
    runs.stream()
        .flatMap(run -> run.stepsToUndo().stream())
        .map(step -> step.begun().rule())
        .distinct()
        .filter(cautions::containsKey)
        .forEach(rule -> text.prose("note: ", rule + ": " + cautions.get(rule)));
    return runs.isEmpty() ? "No changes to revert.\n" : text.toString();
  }

  /** What undo reverted, and what remains. */
  public String undone(UndoOutcome undone) {
    TextLines text = new TextLines(style);
    for (UndoneStep result : undone.results()) {
      if (result.how() == JournalEntry.Undone.LEFT) {
        String what = result.step().change().what() + ": " + result.note().orElse("");
        text.prose("not reverted: ", INDENT, SafeText.line(what));
      }
    }
    if (undone.isComplete()) {
      undone.runs().forEach(run -> text.line("Run " + run.id() + " reverted."));
    }
    return text.toString();
  }
}
