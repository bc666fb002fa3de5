package io.hostready.run;

import io.hostready.capture.OpenedHost;
import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.Selection;
import io.hostready.rule.Waivers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The check of one host after another with the same rules.
 *
 * @param version the program's version, for reports
 * @param failOn the lowest level that blocks
 * @param proves whether the proofs are run with the rules, if the host is this machine
 * @param readsInventory whether reports include the hardware inventory
 */
public record HostCheck(
    Clock clock,
    String version,
    Selection selection,
    Waivers waivers,
    Level failOn,
    boolean proves,
    boolean readsInventory) {

  /** The same with other rules, and with proofs. */
  HostCheck proving(Selection more) {
    return new HostCheck(clock, version, more, waivers, failOn, true, readsInventory);
  }

  /** The same with other rules, or other parameters for them. */
  HostCheck with(Selection other) {
    return new HostCheck(clock, version, other, waivers, failOn, proves, readsInventory);
  }

  /** The same with the inventory of the machine. */
  public HostCheck withInventory() {
    return new HostCheck(clock, version, selection, waivers, failOn, proves, true);
  }

  /** Checks a host. */
  public HostReport of(Host host) {
    return of(host, new Checker(clock, version));
  }

  /** Checks a host; rules that a capture cannot decide are unknown. */
  public HostReport of(OpenedHost opened) {
    Checker checker = new Checker(clock, version);
    HostReport report = of(opened.host(), opened.inMemory() ? checker.direct() : checker);
    return opened.undecided().isEmpty()
        ? report
        : report.with(
            report.results().stream().map(result -> withUndecided(result, opened)).toList());
  }

  private HostReport of(Host host, Checker checker) {
    HostReport report =
        checker.with(waivers).check(proves ? host.withProofs() : host, selection, failOn);
    return readsInventory ? report.with(report.host().withInventory(host)) : report;
  }

  private static CheckResult withUndecided(CheckResult result, OpenedHost opened) {
    String why = opened.undecided().get(result.rule().id().value());
    return why == null || result.isUnknown()
        ? result
        : new CheckResult(
            result.rule(),
            result.level(),
            result.finding().with(new Verdict.Unknown(why)),
            Optional.empty());
  }

  /** The report of a host that could not be opened: unknown, with the reason. */
  public HostReport of(UnopenedHost host) {
    Finding finding =
        new Finding(new Verdict.Unknown(host.why()), host.expected(), host.found(), List.of());
    HostReport.Timing timing = new HostReport.Timing(clock.instant(), Duration.ZERO);
    return new HostReport(
        new HostReport.Run(version, timing, selection.packNames(), selection.defaults()),
        HostSummary.unknown(host.source()),
        failOn,
        List.of(new CheckResult(host.rule(), Level.REQUIRED, finding, Optional.empty())));
  }
}
