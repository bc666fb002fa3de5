package io.hostready.cli;

import io.hostready.host.HostSource;
import io.hostready.report.Report;
import io.hostready.rule.Level;
import io.hostready.rule.Selection;
import io.hostready.run.Checker;
import io.hostready.run.HostReport;
import java.time.Clock;
import java.time.Duration;

/**
 * The check of one host after another by the same rules.
 *
 * @param proves whether things are also tried, where the host is this machine
 */
record HostChecks(Clock clock, Checker checker, Selection selection, Level failOn, boolean proves) {

  /** What is said of a host. */
  Report of(Hosts.Opened opened) {
    Checker fitting = opened.inMemory() ? checker.direct() : checker;
    return Report.of(
        opened.settled(
            fitting.check(proves ? opened.host().withProofs() : opened.host(), selection, failOn)),
        Installation.version());
  }

  /** What is said of a host among others whose files cannot be opened. */
  Report ofNone(String path, String why) {
    Report.Run run =
        new Report.Run(
            Installation.version(),
            new HostReport.Clocking(clock.instant(), Duration.ZERO),
            selection.packNames(),
            selection.defaults().values());
    return Report.unopened(new HostSource.Tree(path), why, run, failOn);
  }
}
