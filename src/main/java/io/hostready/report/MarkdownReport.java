package io.hostready.report;

import io.hostready.rule.Level;
import io.hostready.rule.RuleSummary;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Markdown for GitHub and GitLab. One host is reported in full. For several hosts: which are not
 * ready, and which rules fail on how many; one line is kept for each. Source: CommonMark, and
 * GitHub's tables.
 */
final class MarkdownReport implements ReportWriter {

  /** GitHub truncates a job's summary at 1 MiB; a longer table is not useful. */
  private static final int MOST_HOSTS = 500;

  private static final int MOST_NAMES = 10;

  private final Medium medium;
  private final HostNames names = new HostNames();
  private final List<String> rows = new ArrayList<>();
  private final FleetSummary summary = new FleetSummary();

  MarkdownReport(Medium medium) {
    this.medium = medium;
  }

  @Override
  public void add(HostReport report) throws IOException {
    String name = names.of(report);
    if (!medium.several()) {
      StringBuilder out = new StringBuilder();
      one(out, name, report);
      medium.out().append(out);
      return;
    }
    if (report.outcome() != Outcome.READY && rows.size() < MOST_HOSTS) {
      rows.add(row(name, report));
    }
    summary.add(name, report);
  }

  @Override
  public void end() throws IOException {
    if (!medium.several()) {
      return;
    }
    StringBuilder out = new StringBuilder();
    out.append("# hostready: ").append(summary.sentence()).append('\n');
    if (!rows.isEmpty()) {
      out.append("\n| host | outcome | fail | unknown | blocks |\n");
      out.append("|---|---|---:|---:|---|\n");
      rows.forEach(row -> out.append(row).append('\n'));
      int more = summary.hosts() - summary.hosts(Outcome.READY) - rows.size();
      if (more > 0) {
        out.append("\nand ").append(more).append(" more.\n");
      }
    }
    if (!summary.byLevel().isEmpty()) {
      out.append("\n## Failing rules\n");
      out.append("\n| rule | title | level | fails on | unknown on | such as |\n");
      out.append("|---|---|---|---:|---:|---|\n");
      summary.byLevel().forEach(unmet -> out.append(row(unmet)).append('\n'));
    }
    medium.out().append(out);
  }

  private static String row(String name, HostReport report) {
    List<String> blocking =
        report.results().stream()
            .filter(result -> report.blocks(result) && (result.fails() || result.isUnknown()))
            .map(result -> MarkdownText.code(result.rule().id().value()))
            .toList();
    String more = blocking.size() > MOST_NAMES ? " and " + (blocking.size() - MOST_NAMES) : "";
    return "| "
        + MarkdownText.cell(MarkdownText.code(name))
        + " | "
        + report.outcome().id().replace('-', ' ')
        + " | "
        + report.summary().get("fail")
        + " | "
        + report.summary().get("unknown")
        + " | "
        + MarkdownText.cell(
            blocking.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more)
        + " |";
  }

  private static String row(FleetSummary.UnmetRule unmet) {
    RuleSummary rule = unmet.example().rule();
    int more = unmet.more();
    String such =
        unmet.hosts().stream().map(MarkdownText::code).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : "");
    return "| "
        + MarkdownText.code(rule.id().value())
        + " | "
        + MarkdownText.cell(MarkdownText.plain(rule.text().title()))
        + " | "
        + unmet.example().level().id()
        + " | "
        + unmet.failing()
        + " | "
        + unmet.unknown()
        + " | "
        + MarkdownText.cell(such)
        + " |";
  }

  private static void one(StringBuilder out, String name, HostReport report) {
    out.append("# hostready: ").append(MarkdownText.code(name)).append(" is ");
    out.append(report.outcome().id().replace('-', ' ')).append("\n\n");
    report.host().os().name().ifPresent(os -> out.append(MarkdownText.code(os)).append(", "));
    report
        .host()
        .machine()
        .kernel()
        .ifPresent(k -> out.append("kernel ").append(MarkdownText.code(k)).append(", "));
    out.append("checked at ").append(report.run().timing().startedAt()).append(": ");
    out.append(
        report.summary().entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", ")));
    out.append(".\n");
    unmet(out, "## Blocking failures\n", report, report::blocks);
    unmet(out, "## Warnings\n", report, result -> isNonBlocking(result, report, false));
    unmet(out, "## Optional\n", report, result -> isNonBlocking(result, report, true));
    out.append("\n<details><summary>All ").append(report.results().size());
    out.append(" rules</summary>\n\n| topic | rule | level | verdict |\n|---|---|---|---|\n");
    for (CheckResult result : report.results()) {
      out.append("| ")
          .append(MarkdownText.cell(MarkdownText.plain(result.rule().topic())))
          .append(" | ");
      out.append(MarkdownText.code(result.rule().id().value()))
          .append(" | ")
          .append(result.level().id());
      out.append(" | ").append(mark(result)).append(" |\n");
    }
    out.append("\n</details>\n");
  }

  private static String mark(CheckResult result) {
    String word = result.verdict().id();
    return result.fails() || result.isUnknown() ? "**" + word + "**" : word;
  }

  private static void unmet(
      StringBuilder out, String heading, HostReport report, Predicate<CheckResult> belongs) {
    List<CheckResult> results =
        report.results().stream()
            .filter(result -> result.fails() || result.isUnknown())
            .filter(belongs)
            .sorted(Comparator.comparing(CheckResult::isUnknown).thenComparing(CheckResult::level))
            .toList();
    if (results.isEmpty()) {
      return;
    }
    out.append('\n').append(heading);
    for (CheckResult result : results) {
      out.append("\n### ").append(MarkdownText.code(result.rule().id().value())).append(": ");
      out.append(result.verdict().id()).append(" (").append(result.level().id()).append(")\n\n");
      ResultView view = ResultView.of(result, report);
      out.append(MarkdownText.problem(view.problem())).append(".\n\n");
      for (ResultView.Row row : view.rows()) {
        row(out, row);
      }
    }
  }

  private static boolean isNonBlocking(CheckResult result, HostReport report, boolean isOptional) {
    return !report.blocks(result) && (result.level() == Level.OPTIONAL) == isOptional;
  }

  /** A row of a result as an item of a list, or as a nested list. */
  private static void row(StringBuilder out, ResultView.Row row) {
    List<String> texts = row.texts();
    if (texts.isEmpty()) {
      return;
    }
    out.append("- ").append(row.label().text());
    if (texts.size() == 1) {
      String text = texts.getFirst();
      out.append(": ")
          .append(row.label().isFromHost() ? MarkdownText.code(text) : MarkdownText.plain(text))
          .append('\n');
    } else {
      out.append(":\n");
      texts.forEach(text -> out.append("  - ").append(MarkdownText.code(text)).append('\n'));
    }
  }
}
