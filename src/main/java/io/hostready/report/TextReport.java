package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.probe.Evidence;
import io.hostready.rule.Level;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import io.hostready.run.Outcome;
import io.hostready.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report for people, {@value #WIDTH} columns wide: every rule by topic, then what is wrong with
 * what to do about it, the worst last, then one line that sums it up.
 */
public final class TextReport implements ReportWriter {

  private static final int WIDTH = 80;

  private static final String INDENT = "      ";

  /** Up to so many rules everything is told in full. */
  private static final int MANY = 5;

  private static final int LONGEST_VERDICT = "unknown".length();

  private static final char NO_BREAK = '\u00a0';

  private final Medium medium;
  private final Palette palette;
  private final boolean verbose;
  private boolean begun;

  TextReport(Medium medium) {
    this.medium = medium;
    this.palette = medium.style().palette();
    this.verbose = medium.verbose();
  }

  @Override
  public void add(HostReport report) throws IOException {
    StringBuilder out = new StringBuilder(begun ? "\n" : "");
    begun = true;
    header(out, report);
    topics(out, report);
    unmet(out, report);
    summary(out, report);
    medium.out().append(out);
  }

  @Override
  public void end() {}

  private void header(StringBuilder out, HostReport report) {
    HostSummary host = report.host();
    String name = report.hostname();
    boolean isElsewhere = !host.source().isThisMachine() && !host.source().toString().equals(name);
    String from = isElsewhere ? " (from " + host.source() + ")" : "";
    Paragraph.lines(SafeText.line(name + from), WIDTH)
        .forEach(line -> out.append(palette.strong(line)).append('\n'));
    List<String> facts = ResultWording.facts(host);
    if (!facts.isEmpty()) {
      // A line is broken between facts, not within one: no-break spaces hold each together.
      List<String> held = facts.stream().map(f -> SafeText.line(f).replace(' ', NO_BREAK)).toList();
      Paragraph.lines(String.join(", ", held), WIDTH)
          .forEach(line -> out.append(line.replace(NO_BREAK, ' ')).append('\n'));
    }
    out.append('\n');
  }

  private void topics(StringBuilder out, HostReport report) {
    Map<String, List<CheckResult>> byTopic = new LinkedHashMap<>();
    report
        .results()
        .forEach(r -> byTopic.computeIfAbsent(r.rule().topic(), _ -> new ArrayList<>()).add(r));
    byTopic.forEach(
        (topic, results) -> {
          out.append(palette.strong(SafeText.line(topic))).append('\n');
          for (CheckResult result : results) {
            line(out, result, report);
          }
          out.append('\n');
        });
  }

  /** The rule in one line: its id states the healthy state; the title comes where it fails. */
  private void line(StringBuilder out, CheckResult result, HostReport report) {
    out.append("  ").append(mark(result, report.failOn())).append(fill(result)).append("  ");
    out.append(result.rule().id().value()).append('\n');
    if (verbose) {
      ResultView view = ResultView.of(result, report);
      labelled(out, "title", view.title());
      labelled(out, "found", view.reason());
      view.disagreement().ifPresent(said -> labelled(out, "but", said));
      for (Evidence evidence : result.finding().evidence()) {
        labelled(out, "read", ResultWording.line(ResultWording.read(evidence)));
      }
    }
  }

  /** The verdict's word; capitals only where it makes the host not ready. */
  private String mark(CheckResult result, Level failOn) {
    boolean counts = result.level().isAtLeast(failOn);
    return switch (result.verdict()) {
      case Verdict.Pass() -> palette.good("pass");
      case Verdict.Fail() -> counts ? palette.bad("FAIL") : palette.doubtful("fail");
      case Verdict.Unknown _ -> palette.doubtful(counts ? "UNKNOWN" : "unknown");
      case Verdict.NotApplicable _ -> palette.faint("-");
      case Verdict.Waived _ -> palette.faint("waived");
    };
  }

  /** What fills the column of verdicts up; a not-applicable one is a dash. */
  private static String fill(CheckResult result) {
    String word = result.verdict() instanceof Verdict.NotApplicable ? "-" : result.verdict().id();
    return " ".repeat(LONGEST_VERDICT - word.length());
  }

  private void unmet(StringBuilder out, HostReport report) {
    List<CheckResult> results =
        report.results().stream()
            .filter(r -> r.fails() || r.isUnknown() || r.verdict() instanceof Verdict.Waived)
            .sorted(Comparator.comparingInt(r -> weight(r, report.failOn())))
            .toList();
    for (CheckResult result : results) {
      details(out, result, report);
      out.append('\n');
    }
  }

  /** Heavier comes later: what counts most is nearest to the prompt. */
  private static int weight(CheckResult result, Level failOn) {
    int kind =
        switch (result.verdict()) {
          case Verdict.Fail() -> 2;
          case Verdict.Unknown _ -> 1;
          case Verdict.Pass _, Verdict.NotApplicable _, Verdict.Waived _ -> 0;
        };
    return (result.level().isAtLeast(failOn) ? 100 : 0) + kind * 10 - result.level().ordinal();
  }

  private void details(StringBuilder out, CheckResult result, HostReport report) {
    out.append(mark(result, report.failOn()))
        .append(' ')
        .append(palette.strong(result.rule().id().value()))
        .append(" (")
        .append(result.level().id())
        .append(")\n");
    ResultView view = ResultView.of(result, report);
    labelled(out, "title", view.title());
    if (isAside(result, report)) {
      view.disagreement().ifPresent(said -> labelled(out, "but", said));
      view.toDo()
          .filter(_ -> result.rule().fix().isPresent())
          .ifPresent(todo -> labelled(out, "to do", todo));
      return;
    }
    labelled(out, "wanted", view.wanted());
    labelled(out, view.reasonLabel().text(), view.reason());
    view.disagreement().ifPresent(said -> labelled(out, "but", said));
    labelled(out, "why", view.why());
    view.toDo().ifPresent(todo -> labelled(out, "to do", todo));
  }

  /** Optional features that are not there are told in short, among many rules. */
  private boolean isAside(CheckResult result, HostReport report) {
    return !verbose
        && report.results().size() > MANY
        && result.level() == Level.OPTIONAL
        && !result.level().isAtLeast(report.failOn());
  }

  private void labelled(StringBuilder out, String label, String safeText) {
    String head = INDENT + label + " ".repeat(Math.max(1, 9 - label.length()));
    List<String> lines = Paragraph.lines(safeText, WIDTH - head.length());
    out.append(palette.faint(head)).append(lines.getFirst()).append('\n');
    lines.stream()
        .skip(1)
        .forEach(line -> out.append(" ".repeat(head.length())).append(line).append('\n'));
  }

  private void summary(StringBuilder out, HostReport report) {
    Outcome outcome = report.outcome();
    String words = outcome.id().replace('-', ' ');
    String painted =
        switch (outcome) {
          case READY -> palette.good(words);
          case NOT_READY -> palette.bad(words);
          case UNDECIDED, PENDING -> palette.doubtful(words);
        };
    List<String> counts = new ArrayList<>();
    long counting =
        report.results().stream()
            .filter(r -> r.fails() && r.level().isAtLeast(report.failOn()))
            .count();
    report
        .summary()
        .forEach(
            (word, count) -> {
              if (count > 0) {
                boolean some = word.equals("fail") && counting < count;
                counts.add(
                    count + " " + word + (some ? " (" + counting + " of them counting)" : ""));
              }
            });
    out.append(painted).append(": ").append(String.join(", ", counts)).append('\n');
  }
}
