package io.hostready.run;

import io.hostready.rule.Level;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A report as far as it is compared: a few kilobytes if hosts share their results.
 *
 * @param failOn the lowest level that blocks
 * @param results of all rules, in the report's order
 */
public record ComparedReport(
    HostIdentity host,
    Instant startedAt,
    Outcome outcome,
    Level failOn,
    List<ComparedResult> results) {

  public ComparedReport {
    results = List.copyOf(results);
  }

  /**
   * A report.
   *
   * @param reportFile the file that it was saved in; empty if it was not saved
   * @param shared returns an equal result that another report has, too
   */
  static ComparedReport of(
      HostReport report, String reportFile, UnaryOperator<ComparedResult> shared) {
    return new ComparedReport(
        HostIdentity.of(report, reportFile),
        report.run().timing().startedAt(),
        report.outcome(),
        report.failOn(),
        report.results().stream().map(ComparedResult::of).map(shared).toList());
  }

  /** Whether the host could not be opened, so that no rule was checked. */
  boolean isUnopened() {
    return results.size() == 1 && UnopenedHost.isRuleOfUnopened(results.getFirst().rule());
  }

  /** The results that block. */
  public List<ComparedResult> blocking() {
    return results.stream().filter(result -> result.blocks(failOn)).toList();
  }
}
