package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.run.FleetComparison;
import io.hostready.run.FleetDifference;
import io.hostready.run.HostReport;
import io.hostready.run.UpgradeReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Differences of reports, and documents of these and of upgrades. */
final class Differences {

  private Differences() {}

  /** The difference of earlier and later reports. */
  static FleetDifference of(List<HostReport> before, List<HostReport> after) {
    FleetComparison comparison = new FleetComparison(FleetComparison.Scope.ALL);
    before.forEach(report -> comparison.addEarlier(report, ""));
    after.forEach(report -> comparison.add(report, ""));
    return comparison.difference();
  }

  /** The same host when all of its rules passed. */
  static HostReport passing(HostReport report) {
    return report.with(
        report.results().stream()
            .map(result -> result.with(result.finding().with(new Verdict.Pass())))
            .toList());
  }

  /** The document of a format. */
  static String document(String format, FleetDifference difference) {
    StringBuilder out = new StringBuilder();
    ReportWriter writer =
        DifferenceFormats.open(format, Reports.medium(out, true), () -> difference, "0.1.0");
    try {
      writer.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringBuilder does not fail
    }
    return out.toString();
  }

  /** Pages of changes and of an upgrade, of one host and of several. */
  static Map<String, String> pages() {
    List<HostReport> now =
        Stream.of("a", "b", "c", "d", Reports.HOSTILE)
            .map(text -> Reports.everyVerdict(Level.RECOMMENDED, text))
            .toList();
    List<HostReport> before = now.stream().map(Differences::passing).toList();
    HostReport away = Reports.unreachable("web-9", "no answer: " + Reports.HOSTILE);
    List<UpgradeReport> upgrades = UpgradeReports.of("cors-header", "stock");
    return Map.of(
        "change",
        document("html", of(before.subList(4, 5), now.subList(4, 5))),
        "changes",
        document("html", of(before, Stream.concat(now.stream().skip(1), Stream.of(away)).toList())),
        "upgrade",
        UpgradeHtml.of(upgrades.subList(0, 1)),
        "upgrades",
        UpgradeHtml.of(upgrades));
  }
}
