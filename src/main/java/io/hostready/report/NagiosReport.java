package io.hostready.report;

import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.text.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The output of a monitoring plugin for Nagios, Icinga and others: one line with state, reasons and
 * performance data, then a line for each finding or, of several hosts, for each host that is not
 * ready, the worst first. The reasons come first in the line, since node-problem-detector cuts it
 * after 80 bytes. Source: the monitoring plugins' development guidelines.
 */
final class NagiosReport implements ReportWriter {

  /** The maximum number of rule names in one line. */
  private static final int MOST_NAMES = 3;

  /** Nagios reads 8 KiB of a plugin's output, and NRPE 2 passes on 1 KiB. */
  private static final int MOST_CHARACTERS = 4000;

  private static final List<Outcome> WORST_FIRST =
      List.of(Outcome.NOT_READY, Outcome.UNDECIDED, Outcome.PENDING);

  private final Medium medium;
  private final HostNames names = new HostNames();
  private final FleetSummary summary = new FleetSummary();
  private final Map<Outcome, List<String>> hosts = new EnumMap<>(Outcome.class);
  private String single = "";

  NagiosReport(Medium medium) {
    this.medium = medium;
  }

  @Override
  public void add(HostReport report) {
    String name = names.of(report);
    List<ReportFinding> findings = ReportFinding.each(report).reversed();
    if (!medium.several()) {
      single = one(report, findings);
      return;
    }
    summary.add(name, report);
    List<String> alike = hosts.computeIfAbsent(report.outcome(), _ -> new ArrayList<>());
    if (report.outcome() != Outcome.READY && alike.size() < MOST_CHARACTERS / 10) {
      alike.add(FleetSummary.words(report.outcome()) + " " + name + ": " + blocking(findings));
    }
  }

  @Override
  public void end() throws IOException {
    medium.out().append(medium.several() ? fleet() : single);
  }

  private static String one(HostReport report, List<ReportFinding> findings) {
    Map<Mark, Integer> counts = new EnumMap<>(Mark.class);
    report.results().forEach(result -> counts.merge(Mark.of(result, report), 1, Integer::sum));
    int rules = report.results().size();
    int warnings = counts.getOrDefault(Mark.WARN, 0);
    String reasons =
        report.outcome() == Outcome.READY
            ? " for " + CheckedProduct.of(report)
            : ": " + blocking(findings);
    String text =
        FleetSummary.words(report.outcome())
            + reasons
            + (warnings > 0 ? ", " + Count.of(warnings, "warning") : "");
    List<String> lines =
        findings.stream()
            .filter(finding -> finding.mark().compareTo(Mark.WARN) >= 0)
            .map(
                finding -> {
                  CheckResult result = finding.first();
                  return finding.mark().label()
                      + " "
                      + result.rule().id().value()
                      + ": "
                      + FindingText.problem(result);
                })
            .toList();
    return output(
        PluginState.of(report.outcome()),
        text,
        List.of(
            value("fail", counts.getOrDefault(Mark.FAIL, 0), ";0", rules),
            value("unknown", counts.getOrDefault(Mark.UNKNOWN, 0), ";", rules),
            value("pending", counts.getOrDefault(Mark.PENDING, 0), "0;", rules),
            value("warn", warnings, ";", rules),
            value("pass", counts.getOrDefault(Mark.PASS, 0), ";", rules)),
        lines,
        lines.size());
  }

  private String fleet() {
    Set<Outcome> outcomes = EnumSet.copyOf(hosts.keySet());
    List<String> lines =
        WORST_FIRST.stream()
            .flatMap(outcome -> hosts.getOrDefault(outcome, List.of()).stream())
            .toList();
    int all = summary.hosts();
    return output(
        PluginState.of(Outcome.worst(outcomes)),
        summary.tally(TextStyle.PLAIN.palette()),
        List.of(
            value("not_ready", summary.hosts(Outcome.NOT_READY), ";0", all),
            value("undecided", summary.hosts(Outcome.UNDECIDED), ";", all),
            value("pending", summary.hosts(Outcome.PENDING), "0;", all),
            value("ready", summary.hosts(Outcome.READY), ";", all)),
        lines,
        all - summary.hosts(Outcome.READY));
  }

  /** The rules behind the outcome, failures first. */
  private static String blocking(List<ReportFinding> findings) {
    return FleetSummary.few(
        findings.stream()
            .filter(finding -> finding.mark().compareTo(Mark.UNKNOWN) >= 0)
            .map(finding -> finding.first().rule().id().value())
            .toList(),
        MOST_NAMES);
  }

  /**
   * One value of the performance data.
   *
   * @param limits for a warning and a critical state, separated by a semicolon: the state begins
   *     above them
   * @param most the largest possible value
   */
  private static String value(String label, int value, String limits, int most) {
    return label + "=" + value + ";" + limits + ";0;" + most;
  }

  /**
   * The whole output.
   *
   * @param all the number of lines if none was left out
   */
  private static String output(
      PluginState state, String text, List<String> values, List<String> lines, int all) {
    StringBuilder out = new StringBuilder("HOSTREADY ").append(state).append(": ");
    out.append(escaped(text)).append(" | ").append(String.join(" ", values)).append('\n');
    int shown = 0;
    for (String line : lines) {
      if (out.length() + line.length() > MOST_CHARACTERS) {
        break;
      }
      out.append(escaped(line)).append('\n');
      shown++;
    }
    if (shown < all) {
      out.append("and ").append(all - shown).append(" more\n");
    }
    return out.toString();
  }

  /** On one line, and without the bar that starts performance data. */
  private static String escaped(String text) {
    return SafeText.line(text).replace("|", "\\x7c");
  }
}
