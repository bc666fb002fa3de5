package io.hostready.report;

import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outcome of a report in one line, with the numbers behind it. */
final class VerdictLine {

  private final HostReport report;
  private final List<ReportFinding> findings;
  private final Map<Mark, Integer> counts = new EnumMap<>(Mark.class);

  /**
   * The verdict of a report.
   *
   * @param findings those that the text shows
   */
  VerdictLine(HostReport report, List<ReportFinding> findings) {
    this.report = report;
    this.findings = findings;
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
    if (report.outcome() == Outcome.READY) {
      return all();
    }
    List<String> parts = new ArrayList<>();
    blocking(parts);
    add(parts, Mark.WARN, "%s", "warning");
    return String.join(", ", parts);
  }

  /** The number of results of each kind. Their sum is the number of rules. */
  String all() {
    List<String> parts = new ArrayList<>();
    blocking(parts);
    add(parts, " passed", Mark.PASS);
    add(parts, Mark.WARN, "%s", "warning");
    add(parts, Mark.INFO, "%s missing", "optional feature");
    add(parts, Mark.WAIVED, "%s waived", "failure");
    add(parts, " unknown", Mark.ASIDE);
    add(parts, " not applicable", Mark.NOT_APPLICABLE);
    return String.join(", ", parts);
  }

  /** The number of results of each verdict. Their sum is the number of rules. */
  String totals() {
    List<String> parts = new ArrayList<>();
    add(parts, " passed", Mark.PASS);
    add(parts, " failed", Mark.FAIL, Mark.PENDING, Mark.WARN, Mark.INFO);
    add(parts, " waived", Mark.WAIVED);
    add(parts, " unknown", Mark.UNKNOWN, Mark.ASIDE);
    add(parts, " not applicable", Mark.NOT_APPLICABLE);
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

  private void add(List<String> parts, String word, Mark... marks) {
    int sum = Arrays.stream(marks).mapToInt(mark -> counts.getOrDefault(mark, 0)).sum();
    if (sum > 0) {
      parts.add(sum + word);
    }
  }

  /** The number of results, and of their causes if the text shows several under one cause. */
  private void add(List<String> parts, Mark mark, String form, String noun) {
    int number = counts.getOrDefault(mark, 0);
    if (number > 0) {
      int causes = (int) findings.stream().filter(finding -> has(finding, mark)).count();
      boolean isGrouped = mark.compareTo(Mark.WARN) >= 0 && causes < number;
      parts.add(
          form.formatted(Count.of(number, noun))
              + (isGrouped ? " (" + Count.of(causes, "cause") + ")" : ""));
    }
  }

  private boolean has(ReportFinding finding, Mark mark) {
    return finding.results().anyMatch(result -> Mark.of(result, report) == mark);
  }
}
