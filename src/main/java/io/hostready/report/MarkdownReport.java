package io.hostready.report;

import io.hostready.rule.Level;
import io.hostready.rule.RuleSummary;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.text.SafeText;
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
            .map(result -> code(result.rule().id().value()))
            .toList();
    String more = blocking.size() > MOST_NAMES ? " and " + (blocking.size() - MOST_NAMES) : "";
    return "| "
        + cell(code(name))
        + " | "
        + report.outcome().id().replace('-', ' ')
        + " | "
        + report.summary().get("fail")
        + " | "
        + report.summary().get("unknown")
        + " | "
        + cell(blocking.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more)
        + " |";
  }

  private static String row(FleetSummary.UnmetRule unmet) {
    RuleSummary rule = unmet.example().rule();
    int more = unmet.more();
    String such =
        unmet.hosts().stream().map(MarkdownReport::code).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : "");
    return "| "
        + code(rule.id().value())
        + " | "
        + cell(plain(rule.text().title()))
        + " | "
        + unmet.example().level().id()
        + " | "
        + unmet.failing()
        + " | "
        + unmet.unknown()
        + " | "
        + cell(such)
        + " |";
  }

  private static void one(StringBuilder out, String name, HostReport report) {
    out.append("# hostready: ").append(code(name)).append(" is ");
    out.append(report.outcome().id().replace('-', ' ')).append("\n\n");
    report.host().os().name().ifPresent(os -> out.append(code(os)).append(", "));
    report
        .host()
        .machine()
        .kernel()
        .ifPresent(k -> out.append("kernel ").append(code(k)).append(", "));
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
      out.append("| ").append(cell(plain(result.rule().topic()))).append(" | ");
      out.append(code(result.rule().id().value())).append(" | ").append(result.level().id());
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
      out.append("\n### ").append(code(result.rule().id().value())).append(": ");
      out.append(result.verdict().id()).append(" (").append(result.level().id()).append(")\n\n");
      ResultView view = ResultView.of(result, report);
      out.append(problem(view.problem())).append(".\n\n");
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
      out.append(": ").append(row.label().isFromHost() ? code(text) : plain(text)).append('\n');
    } else {
      out.append(":\n");
      texts.forEach(text -> out.append("  - ").append(code(text)).append('\n'));
    }
  }

  /** Text in a code span, where nothing is markup, no link and no mention. */
  private static String code(String text) {
    String shown = SafeText.line(text);
    if (shown.isBlank()) {
      return shown.isEmpty() ? "" : "` `";
    }
    int longest = 0;
    int run = 0;
    for (int i = 0; i < shown.length(); i++) {
      run = shown.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    boolean pad = longest > 0 || shown.startsWith(" ") || shown.endsWith(" ");
    return pad ? fence + " " + shown + " " + fence : fence + shown + fence;
  }

  /** A rule's own text, with markup characters escaped. */
  private static String plain(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : ResultWording.line(text).toCharArray()) {
      if ("\\`*_[]<>#|~&".indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c == '@' ? "&#64;" : String.valueOf(c));
    }
    return out.toString();
  }

  /** A problem, which can have a value of the host: an address in it becomes no link. */
  private static String problem(String text) {
    return text.contains("://") || text.contains("www.") ? code(text) : plain(text);
  }

  /** In a table a bar ends the cell, also within a code span. */
  private static String cell(String markdown) {
    return markdown.replace("\\|", "|").replace("|", "\\|");
  }
}
