package io.hostready.report;

import io.hostready.change.journal.JournalEntry;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.UndoneStep;
import io.hostready.run.UndoOutcome;
import io.hostready.text.SafeText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Runs for people: the history of a host, what undo is about to do, and what it did. */
public final class HistoryText {

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", java.util.Locale.ROOT);

  private HistoryText() {}

  /** All runs with their steps, newest first. */
  public static String history(List<RunRecord> runs, Palette palette) {
    if (runs.isEmpty()) {
      return "no runs\n";
    }
    StringBuilder out = new StringBuilder();
    for (RunRecord run : runs) {
      out.append(out.isEmpty() ? "" : "\n");
      out.append(palette.strong(run.id())).append("  ").append(painted(run, palette));
      out.append("  ").append(AT.format(run.at().atZone(ZoneId.systemDefault())));
      out.append("  ").append(SafeText.line(run.started().tool()));
      List<String> continued = run.started().continues();
      out.append(continued.isEmpty() ? "" : ", goes on from " + String.join(", ", continued));
      out.append('\n');
      for (RunRecord.Step step : run.steps()) {
        out.append("  ").append(mark(step.progress())).append("  ");
        out.append(step.begun().rule()).append(": ");
        out.append(SafeText.line(step.begun().change().what())).append('\n');
        step.note()
            .ifPresent(
                note ->
                    out.append("        ").append(palette.faint(SafeText.line(note))).append('\n'));
      }
    }
    return out.toString();
  }

  private static String painted(RunRecord run, Palette palette) {
    String phrase = run.status().phrase();
    return switch (run.status()) {
      case COMPLETE -> palette.good(phrase);
      case UNDONE -> palette.faint(phrase);
      case INTERRUPTED, FAILED, PARTLY_UNDONE -> palette.bad(phrase);
    };
  }

  private static String mark(RunRecord.Progress progress) {
    return switch (progress) {
      case BEGUN -> "begun ";
      case DONE -> "done  ";
      case FAILED -> "failed";
      case UNDONE -> "undone";
    };
  }

  /** What undo is about to do, in its order. */
  public static String undoing(List<RunRecord> runs) {
    if (runs.isEmpty()) {
      return "nothing to undo\n";
    }
    StringBuilder out = new StringBuilder();
    for (RunRecord run : runs) {
      out.append("run ").append(run.id()).append(" (").append(run.status().phrase()).append(")\n");
      for (RunRecord.Step step : run.stepsToUndo()) {
        step.begun()
            .change()
            .undo()
            .ifPresent(undo -> out.append("  - ").append(SafeText.line(undo)).append('\n'));
      }
    }
    return out.toString();
  }

  /** What undo did. */
  public static String undone(UndoOutcome undone) {
    StringBuilder out = new StringBuilder();
    for (UndoneStep result : undone.results()) {
      if (result.how() == JournalEntry.Undone.LEFT) {
        out.append("left: ");
        out.append(SafeText.line(result.step().change().what() + ": " + result.note().orElse("")));
        out.append('\n');
      }
    }
    if (undone.isComplete()) {
      undone.runs().forEach(run -> out.append("run ").append(run.id()).append(" is undone\n"));
    }
    return out.toString();
  }
}
