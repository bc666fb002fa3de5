package io.hostready.run;

import io.hostready.host.Host;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import java.util.List;
import java.util.Optional;

/**
 * The check of a host after a fix: the same rules again, and the proofs that belong to them, since
 * a feature can fail although every file is correct.
 */
record FixVerification(PlanOptions options, FixPlan plan, AppliedPlan applied) {

  /**
   * Checks the host. Automatically added proofs are reported only if they ran; on a host that
   * requires a reboot, {@code check --prove} runs them after that.
   */
  HostReport check(Host host, boolean runsProofs) {
    boolean unasked = runsProofs && applied.isComplete() && !options.check().proves();
    HostReport report =
        waiting((unasked && !requiresReboot() ? options.provingCheck() : options.check()).of(host));
    return unasked ? withoutSkippableProofs(report) : report;
  }

  /** What is pending after the fix of a rule, if it still is on such a host. */
  private Optional<RuleFix.Pending> pending(CheckResult result) {
    return result.rule().fix().isPresent()
        ? plan.find(result.rule().id()).flatMap(Rule::fix).flatMap(RuleFix::pending)
        : Optional.empty();
  }

  private boolean requiresReboot() {
    return plan.rules().stream().anyMatch(rule -> isReboot(rule.fix().flatMap(RuleFix::pending)));
  }

  private static boolean isReboot(Optional<RuleFix.Pending> pending) {
    return pending.filter(it -> it == RuleFix.Pending.REBOOT).isPresent();
  }

  private static HostReport withoutSkippableProofs(HostReport report) {
    boolean waits = report.results().stream().anyMatch(result -> isReboot(result.pending()));
    return report.with(
        report.results().stream()
            .filter(result -> !result.rule().isProof() || !(waits || result.isUnknown()))
            .toList());
  }

  /** Marks the rules whose fix was applied and is pending a reboot or a new login. */
  private HostReport waiting(HostReport report) {
    if (!applied.isComplete()) {
      return report;
    }
    List<CheckResult> results =
        report.results().stream()
            .map(
                result ->
                    plan.covers(result.rule().id()) ? result.waitingFor(pending(result)) : result)
            .toList();
    return report.with(results);
  }
}
