package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * JUnit XML: one suite for each host, one case for each rule, its topic as the class; with several
 * hosts, the class starts with the host's name, since readers identify a case only by class and
 * name. Only elements of both Surefire's and Jenkins' schema are written: facts of the host are
 * properties. For a fleet to fit into one file of GitLab, it has no case for a rule that does not
 * apply to a host, and the properties that all hosts have are written once. Sources:
 * surefire-test-report.xsd, Jenkins' junit-10.xsd, GitLab's Gitlab::XmlConverter.
 */
final class JUnitReport implements ReportWriter {

  /** The largest file that GitLab reads, and its largest number of XML elements. */
  private static final long MOST_BYTES = 30L << 20;

  private static final int MOST_ELEMENTS = 250_000;

  private final Medium medium;
  private final HostNames names = new HostNames();
  private boolean begun;
  private long bytes;
  private long elements;

  JUnitReport(Medium medium) {
    this.medium = medium;
  }

  @Override
  public void add(HostReport report) throws IOException {
    StringBuilder out = new StringBuilder(16384);
    boolean isFirst = !begun;
    if (isFirst) {
      out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"hostready\">\n");
      elements++;
      begun = true;
    }
    suite(out, report, isFirst);
    String text = out.toString();
    bytes += text.getBytes(StandardCharsets.UTF_8).length;
    medium.out().append(text);
  }

  @Override
  public void end() throws IOException {
    medium.out().append("</testsuites>\n");
  }

  @Override
  public Optional<String> excess() {
    return bytes <= MOST_BYTES && elements <= MOST_ELEMENTS
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.0f MiB and %,d XML elements; GitLab reads at most %d MiB and %,d of one file."
                    + " Write several files, each of a part of the hosts.",
                Math.ceil((double) bytes / (1 << 20)),
                elements,
                MOST_BYTES >> 20,
                MOST_ELEMENTS));
  }

  private void suite(StringBuilder out, HostReport report, boolean isFirst) {
    List<CheckResult> cases =
        report.results().stream()
            .filter(r -> !medium.several() || !(r.verdict() instanceof Verdict.NotApplicable))
            .toList();
    int[] counts = new int[TestStatus.values().length];
    for (CheckResult result : cases) {
      counts[TestStatus.of(result, report).ordinal()]++;
    }
    String host = names.of(report);
    start(out, "  <testsuite");
    attribute(out, "name", host);
    attribute(out, "tests", Integer.toString(cases.size()));
    attribute(out, "failures", Integer.toString(counts[TestStatus.FAILED.ordinal()]));
    attribute(out, "errors", Integer.toString(counts[TestStatus.ERROR.ordinal()]));
    attribute(out, "skipped", Integer.toString(counts[TestStatus.SKIPPED.ordinal()]));
    long millis = report.run().timing().duration().toMillis();
    attribute(out, "time", String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000));
    out.append(">\n");
    start(out, "    <properties>\n");
    properties(out, report, isFirst);
    out.append("    </properties>\n");
    for (CheckResult result : cases) {
      testCase(out, medium.several() ? host : "hostready", result, report);
    }
    out.append("  </testsuite>\n");
  }

  /** The outcome of each host; before it what all hosts share, and of a single host its facts. */
  private void properties(StringBuilder out, HostReport report, boolean isFirst) {
    if (isFirst) {
      property(out, "tool", "hostready " + report.run().version());
      property(out, "startedAt", report.run().timing().startedAt().toString());
      property(out, "packs", String.join(", ", report.run().packs()));
    }
    if (!medium.several()) {
      property(out, "source", report.host().source().toString());
      report.host().os().name().ifPresent(os -> property(out, "os", os));
      report.host().machine().kernel().ifPresent(kernel -> property(out, "kernel", kernel));
      report
          .run()
          .parameters()
          .values()
          .forEach((name, value) -> property(out, "parameter." + name, value));
    }
    property(out, "outcome", report.outcome().id());
  }

  private void testCase(StringBuilder out, String within, CheckResult result, HostReport report) {
    start(out, "    <testcase");
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
    out.append(">\n");
    start(out, "      <" + element);
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

  private void property(StringBuilder out, String name, String value) {
    start(out, "      <property");
    attribute(out, "name", SafeText.line(name));
    attribute(out, "value", SafeText.line(value));
    out.append("/>\n");
  }

  /** Starts an element, and counts it. */
  private void start(StringBuilder out, String tag) {
    out.append(tag);
    elements++;
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
