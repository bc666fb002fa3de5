package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import io.hostready.run.Applier;
import io.hostready.run.CheckResult;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The look at a host after a fix: the same rules again, and the proofs that belong to them, for a
 * file can read right and the thing still fail.
 */
record SecondLook(Planning planning, FixPlan plan, Applier.Applied applied) {

  /**
   * What the host is like now. Proofs that nobody asked for tell only where something was tried; a
   * host that waits for a reboot is tried after that, by {@code check --prove}.
   */
  HostReport at(Host host, Clock clock, boolean tries) {
    boolean unasked = tries && applied.isComplete() && !planning.proves();
    HostReport report =
        waiting((unasked && !waitsForReboot() ? planning.proving() : planning).check(host, clock));
    return unasked ? withoutVainProofs(report) : report;
  }

  private boolean waitsForReboot() {
    return plan.rules().stream().anyMatch(rule -> isReboot(rule.fix().flatMap(RuleFix::pending)));
  }

  private static boolean isReboot(Optional<RuleFix.Pending> pending) {
    return pending.filter(it -> it == RuleFix.Pending.REBOOT).isPresent();
  }

  private static HostReport withoutVainProofs(HostReport report) {
    boolean waits = report.results().stream().anyMatch(result -> isReboot(result.pending()));
    return report.with(
        report.results().stream()
            .filter(result -> !result.rule().isProof() || !(waits || result.isUnknown()))
            .toList());
  }

  /** Marks the rules whose fix was made and waits for a reboot or a new login. */
  private HostReport waiting(HostReport report) {
    if (!applied.isComplete()) {
      return report;
    }
    List<CheckResult> results =
        report.results().stream()
            .map(
                result ->
                    fixes(result.rule())
                        ? result.waitingFor(result.rule().fix().flatMap(RuleFix::pending))
                        : result)
            .toList();
    return report.with(results);
  }

  /** Whether a rule is one of those that the plan fixes. */
  boolean fixes(Rule rule) {
    return plan.rules().stream().anyMatch(fixed -> fixed.id().equals(rule.id()));
  }
}
