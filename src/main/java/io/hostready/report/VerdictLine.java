package io.hostready.report;

import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outcome of a report in one line, with the numbers behind it. */
final class VerdictLine {

  private final HostReport report;
  private final Map<Mark, Integer> counts = new EnumMap<>(Mark.class);

  VerdictLine(HostReport report) {
    this.report = report;
    report.results().forEach(result -> counts.merge(Mark.of(result, report), 1, Integer::sum));
  }

  /** The outcome, such as "NOT READY". */
  static String label(Outcome outcome) {
    return outcome.id().replace('-', ' ').toUpperCase(Locale.ROOT);
  }

  static String painted(Outcome outcome, Palette palette) {
    String word = label(outcome);
    return switch (outcome) {
      case READY -> palette.good(word);
      case NOT_READY -> palette.bad(word);
      case UNDECIDED, PENDING -> palette.doubtful(word);
    };
  }

  /** What makes the host not ready, undecided or pending, and the warnings; all if it is ready. */
  String text() {
    List<String> parts = new ArrayList<>();
    blocking(parts);
    if (report.outcome() == Outcome.READY) {
      passed(parts);
    }
    add(parts, Mark.WARN, "%s", "warning");
    if (report.outcome() == Outcome.READY) {
      add(parts, Mark.INFO, "%s missing", "optional feature");
      add(parts, Mark.WAIVED, "%s waived", "failure");
      nonBlocking(parts);
    }
    return String.join(", ", parts);
  }

  /** The numbers of results that the rest of a text does not name; empty if they are all zero. */
  String totals() {
    List<String> parts = new ArrayList<>();
    passed(parts);
    nonBlocking(parts);
    return String.join(", ", parts);
  }

  private void blocking(List<String> parts) {
    String check = report.failOn() == Level.REQUIRED ? "required check" : "check";
    add(parts, Mark.FAIL, "%s failed", check);
    add(parts, Mark.UNKNOWN, "%s unknown", check);
    report.results().stream()
        .filter(result -> Mark.of(result, report) == Mark.PENDING)
        .flatMap(result -> result.pending().stream())
        .distinct()
        .forEach(
            wait ->
                parts.add(
                    wait == RuleFix.Pending.REBOOT ? "reboot required" : "new login required"));
  }

  private void passed(List<String> parts) {
    add(parts, Mark.PASS, " passed");
  }

  private void nonBlocking(List<String> parts) {
    add(parts, Mark.ASIDE, " unknown");
    add(parts, Mark.NOT_APPLICABLE, " not applicable");
  }

  private void add(List<String> parts, Mark mark, String word) {
    if (counts.containsKey(mark)) {
      parts.add(counts.get(mark) + word);
    }
  }

  private void add(List<String> parts, Mark mark, String form, String noun) {
    if (counts.containsKey(mark)) {
      parts.add(form.formatted(Count.of(counts.get(mark), noun)));
    }
  }
}
