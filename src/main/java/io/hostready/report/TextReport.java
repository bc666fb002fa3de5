package io.hostready.report;

import io.hostready.host.HostSource;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import io.hostready.run.Outcome;
import io.hostready.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report for people: two lines about the host and what it is checked for; what is wrong, the
 * worst last; then the outcome, and on a terminal what to do next. A finding begins with one line
 * that is not broken: mark, rule, problem. Passes are listed only if the text is verbose.
 */
public final class TextReport implements ReportWriter {

  /** With at most this number of results each is shown in full. */
  private static final int FEW = 5;

  /** Reasons of unknown rules that do not block, before the rest is a number. */
  private static final int MOST_REASONS = 3;

  private final Medium medium;
  private final Palette palette;
  private final FleetSummary summary = new FleetSummary();
  private boolean begun;

  TextReport(Medium medium) {
    this.medium = medium;
    this.palette = medium.style().palette();
  }

  @Override
  public void add(HostReport report) throws IOException {
    TextLines lines = new TextLines(medium.style());
    header(lines, report);
    boolean isWhole = medium.verbose() || report.results().size() <= FEW;
    if (medium.verbose()) {
      topics(lines, report);
    }
    if (isOfRules(report) && !medium.verbose()) {
      lines.gap();
      report.results().stream()
          .filter(result -> Mark.of(result, report).compareTo(Mark.WAIVED) < 0)
          .forEach(result -> findingText(report, false).head(lines, result));
    }
    List<ReportFinding> findings =
        isWhole ? ReportFinding.each(report) : ReportFinding.grouped(report);
    List<ReportFinding> aside = new ArrayList<>();
    for (ReportFinding finding : findings) {
      if (isWhole || finding.mark().compareTo(Mark.WARN) >= 0) {
        lines.gap();
        findingText(report, isWhole).write(lines, finding);
      } else {
        aside.add(finding);
      }
    }
    lines.gap();
    nonBlocking(lines, aside);
    outcome(lines, report, findings);
    medium.out().append(begun ? "\n" : "").append(lines.toString());
    begun = true;
    summary.add(report.hostname(), report);
  }

  @Override
  public void end() throws IOException {
    if (summary.hosts() > 1) {
      medium.out().append('\n').append(summary.tally(palette)).append('\n');
    }
  }

  private FindingText findingText(HostReport report, boolean isDetailed) {
    return new FindingText(report, medium.repeated(report), isDetailed, medium.verbose());
  }

  private void header(TextLines lines, HostReport report) {
    HostSummary host = report.host();
    String name = SafeText.line(report.hostname());
    String facts = SafeText.line(String.join(", ", ResultWording.facts(host)));
    lines.line(palette.strong(name) + (facts.isEmpty() ? "" : ": " + facts));
    String source = host.source().toString();
    boolean isElsewhere = !host.source().isThisMachine() && !source.equals(report.hostname());
    lines.line(
        CheckedProduct.withPacks(report)
            + ", "
            + Count.of(report.results().size(), "rule")
            + (isElsewhere ? ", from " + SafeText.line(source) : ""));
  }

  private void topics(TextLines lines, HostReport report) {
    Map<String, List<CheckResult>> byTopic = new LinkedHashMap<>();
    report
        .results()
        .forEach(r -> byTopic.computeIfAbsent(r.rule().topic(), _ -> new ArrayList<>()).add(r));
    byTopic.forEach(
        (topic, results) -> {
          lines.gap().line(palette.strong(SafeText.line(topic)));
          int widest =
              results.stream().mapToInt(r -> r.rule().id().value().length()).max().orElse(0);
          results.forEach(result -> findingText(report, true).list(lines, result, widest));
        });
  }

  /** What neither blocks nor is a warning, in a few sentences. */
  private void nonBlocking(TextLines lines, List<ReportFinding> findings) {
    List<String> features =
        findings.stream()
            .filter(finding -> finding.mark() == Mark.INFO)
            .flatMap(ReportFinding::results)
            .map(FindingText::feature)
            .toList();
    if (!features.isEmpty()) {
      String head = Count.of(features.size(), "optional feature") + " missing: ";
      lines.prose(head, "  ", String.join(", ", features));
    }
    List<String> waived =
        findings.stream()
            .filter(finding -> finding.mark() == Mark.WAIVED)
            .flatMap(ReportFinding::results)
            .map(result -> result.rule().id().value())
            .toList();
    if (!waived.isEmpty()) {
      lines.prose(
          Count.of(waived.size(), "failure") + " waived: ", "  ", String.join(", ", waived));
    }
    List<ReportFinding> unknown =
        findings.stream().filter(finding -> finding.mark() == Mark.ASIDE).toList();
    unknown.stream()
        .limit(MOST_REASONS)
        .forEach(
            finding ->
                lines.prose(
                    "",
                    "  ",
                    FindingText.unknown(finding.results().toList())
                        + ": "
                        + FindingText.headline(finding)));
    List<CheckResult> more =
        unknown.stream().skip(MOST_REASONS).flatMap(ReportFinding::results).toList();
    if (!more.isEmpty()) {
      lines.prose("", "  ", FindingText.unknown(more) + " for other reasons");
    }
  }

  private void outcome(TextLines lines, HostReport report, List<ReportFinding> findings) {
    VerdictLine verdict = new VerdictLine(report, findings);
    Outcome outcome = report.outcome();
    HostSource source = report.host().source();
    boolean isOfRules = isOfRules(report);
    if (outcome != Outcome.READY && !isOfRules) {
      String details = medium.repeated(report).command("check") + " -v";
      lines.prose(
          "",
          verdict.totals()
              + (medium.verbose()
                  ? ""
                  : " (details: " + (source.isThisMachine() ? details : "--verbose") + ")"));
    }
    lines.gap();
    lines.line(
        isOfRules
            ? "Checked " + Count.of(report.results().size(), "rule") + ": " + verdict.all()
            : VerdictLine.painted(outcome, palette)
                + " for "
                + CheckedProduct.of(report)
                + ": "
                + verdict.text());
    if (medium.style().isTerminal() && source.isThisMachine()) {
      next(lines, report);
    }
  }

  /** Whether rules were named: their results are no verdict on the host as a whole. */
  private boolean isOfRules(HostReport report) {
    return medium
        .repeated()
        .map(arguments -> !arguments.rules().isEmpty())
        .orElse(report.results().size() <= FEW);
  }

  private void next(TextLines lines, HostReport report) {
    RepeatedArguments arguments = medium.repeated(report);
    boolean isFixable =
        report.results().stream()
            .anyMatch(r -> Mark.of(r, report) == Mark.FAIL && r.rule().fix().isPresent());
    String plan = arguments.command("plan");
    String fix = arguments.command("fix");
    if (report.outcome() == Outcome.NOT_READY) {
      lines.next(
          isFixable
              ? List.of(
                  TextLines.Row.command(plan, "show what fix would change"),
                  TextLines.Row.command(
                      fix, "apply the changes (asks first; hostready undo reverts them)"))
              : List.of(
                  TextLines.Row.command(plan, "list the manual steps, one for each cause"),
                  TextLines.Row.command(arguments.command("check"), "check again after them")));
    }
  }
}
