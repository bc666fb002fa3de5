package io.hostready.report;

import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * JUnit XML: one suite for each host, one case for each rule, its topic as the class; with several
 * hosts, the class starts with the host's name, since readers identify a case only by class and
 * name. Only elements of both Surefire's and Jenkins' schema are written: facts of the host are
 * properties. Sources: surefire-test-report.xsd, Jenkins' junit-10.xsd.
 */
final class JUnitReport implements ReportWriter {

  private final Medium medium;
  private final HostNames names = new HostNames();
  private boolean begun;

  JUnitReport(Medium medium) {
    this.medium = medium;
  }

  @Override
  public void add(HostReport report) throws IOException {
    StringBuilder out = new StringBuilder(16384);
    if (!begun) {
      out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"hostready\">\n");
      begun = true;
    }
    suite(out, report);
    medium.out().append(out);
  }

  @Override
  public void end() throws IOException {
    medium.out().append("</testsuites>\n");
  }

  private void suite(StringBuilder out, HostReport report) {
    int[] counts = new int[TestStatus.values().length];
    for (CheckResult result : report.results()) {
      counts[TestStatus.of(result, report).ordinal()]++;
    }
    String host = names.of(report);
    out.append("  <testsuite");
    attribute(out, "name", host);
    attribute(out, "tests", Integer.toString(report.results().size()));
    attribute(out, "failures", Integer.toString(counts[TestStatus.FAILED.ordinal()]));
    attribute(out, "errors", Integer.toString(counts[TestStatus.ERROR.ordinal()]));
    attribute(out, "skipped", Integer.toString(counts[TestStatus.SKIPPED.ordinal()]));
    long millis = report.run().timing().duration().toMillis();
    attribute(out, "time", String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000));
    out.append(">\n    <properties>\n");
    property(out, "tool", "hostready " + report.run().version());
    property(out, "startedAt", report.run().timing().startedAt().toString());
    property(out, "source", report.host().source().toString());
    report.host().os().name().ifPresent(os -> property(out, "os", os));
    report.host().machine().kernel().ifPresent(kernel -> property(out, "kernel", kernel));
    property(out, "packs", String.join(", ", report.run().packs()));
    for (Map.Entry<String, String> one : report.run().parameters().values().entrySet()) {
      property(out, "parameter." + one.getKey(), one.getValue());
    }
    property(out, "outcome", report.outcome().id());
    out.append("    </properties>\n");
    for (CheckResult result : report.results()) {
      testCase(out, medium.several() ? host : "hostready", result, report);
    }
    out.append("  </testsuite>\n");
  }

  private static void testCase(
      StringBuilder out, String within, CheckResult result, HostReport report) {
    out.append("    <testcase");
    attribute(out, "name", result.rule().id().value());
    attribute(out, "classname", within + "." + SafeText.line(result.rule().topic()));
    attribute(out, "time", "0");
    TestStatus status = TestStatus.of(result, report);
    if (status == TestStatus.PASSED) {
      out.append("/>\n");
      return;
    }
    String element =
        switch (status) {
          case ERROR -> "error";
          case SKIPPED -> "skipped";
          case FAILED, PASSED -> "failure";
        };
    out.append(">\n      <").append(element);
    attribute(out, "message", TestStatus.why(result, report));
    if (status == TestStatus.SKIPPED) {
      out.append("/>\n    </testcase>\n");
      return;
    }
    attribute(out, "type", result.level().id());
    out.append('>');
    ResultView view = ResultView.of(result, report);
    line(out, "title", view.title());
    for (ResultView.Row row : view.rows()) {
      row.texts().forEach(text -> line(out, row.label().text(), text));
    }
    line(out, "rule", result.rule().file() + ":" + result.rule().line());
    out.append("</").append(element).append(">\n    </testcase>\n");
  }

  private static void line(StringBuilder out, String label, String text) {
    out.append(escaped(label + ": " + ResultWording.line(text))).append('\n');
  }

  private static void property(StringBuilder out, String name, String value) {
    out.append("      <property");
    attribute(out, "name", SafeText.line(name));
    attribute(out, "value", SafeText.line(value));
    out.append("/>\n");
  }

  private static void attribute(StringBuilder out, String name, String value) {
    out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
  }

  /** Escapes markup. SafeText has already replaced the characters that XML 1.0 does not allow. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
