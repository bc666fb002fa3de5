package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import java.io.IOException;

/**
 * The Test Anything Protocol, version 14: one test for each rule; for several hosts, one subtest
 * for each host. A failure that does not block, or is waived, is a TODO: it may fail. Source: the
 * TAP 14 specification.
 */
final class TapReport implements ReportWriter {

  private final Medium medium;
  private final HostNames names = new HostNames();
  private int hosts;

  TapReport(Medium medium) {
    this.medium = medium;
  }

  @Override
  public void add(HostReport report) throws IOException {
    StringBuilder out = new StringBuilder(16384);
    if (hosts++ == 0) {
      out.append("TAP version 14\n");
    }
    String name = names.of(report);
    String indent = medium.several() ? "    " : "";
    out.append(medium.several() ? "# Subtest: " : "# ").append(described(name)).append('\n');
    out.append(indent).append("1..").append(report.results().size()).append('\n');
    int number = 0;
    boolean holds = true;
    for (CheckResult result : report.results()) {
      TestStatus status = TestStatus.of(result, report);
      holds &= status == TestStatus.PASSED || status == TestStatus.SKIPPED;
      test(out, indent, ++number, result, report);
    }
    out.append(indent).append("# ").append(report.outcome().id().replace('-', ' ')).append('\n');
    if (medium.several()) {
      out.append(holds ? "ok " : "not ok ").append(hosts).append(" - ").append(described(name));
      out.append('\n');
    }
    medium.out().append(out);
  }

  @Override
  public void end() throws IOException {
    if (medium.several()) {
      medium.out().append("1..").append(Integer.toString(hosts)).append('\n');
    }
  }

  private static void test(
      StringBuilder out, String indent, int number, CheckResult result, HostReport report) {
    TestStatus status = TestStatus.of(result, report);
    boolean ok = status == TestStatus.PASSED || result.verdict() instanceof Verdict.NotApplicable;
    out.append(indent).append(ok ? "ok " : "not ok ").append(number).append(" - ");
    out.append(result.rule().id().value());
    if (status == TestStatus.SKIPPED) {
      out.append(ok ? " # SKIP " : " # TODO ").append(described(TestStatus.why(result, report)));
    }
    out.append('\n');
    if (ok) {
      return;
    }
    String deeper = indent + "  ";
    out.append(deeper).append("---\n");
    entry(out, deeper, "verdict", result.verdict().id());
    entry(out, deeper, "level", result.level().id());
    ResultView view = ResultView.of(result, report);
    entry(out, deeper, "title", view.title());
    for (ResultView.Row row : view.rows()) {
      String key = row.label().text().replace(' ', '-');
      if (row.label() == ResultView.Label.READ && !row.texts().isEmpty()) {
        // Not a list: perl's own reader takes a colon in a quoted item for the end of a key.
        out.append(deeper).append(key).append(": |\n");
        row.texts()
            .forEach(text -> out.append(deeper).append("  ").append(text.strip()).append('\n'));
      } else {
        row.texts().forEach(text -> entry(out, deeper, key, text));
      }
    }
    entry(
        out, deeper, "rule", ResultWording.line(result.rule().file() + ":" + result.rule().line()));
    out.append(deeper).append("...\n");
  }

  private static void entry(StringBuilder out, String indent, String key, String text) {
    out.append(indent).append(key).append(": ").append(quoted(text)).append('\n');
  }

  /** A double-quoted scalar of YAML 1.2; the text has no control characters left. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** In descriptions a number sign begins a directive. */
  private static String described(String text) {
    return text.replace("\\", "\\\\").replace("#", "\\#");
  }
}
