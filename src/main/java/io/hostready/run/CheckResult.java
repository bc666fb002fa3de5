package io.hostready.run;

import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleSummary;
import java.util.Optional;

/**
 * The result of one rule on one host: of a check, or read from a saved report.
 *
 * @param level the rule's level on this host
 * @param pending what must still happen after a fix before the verdict is a pass
 * @param disagreement set if a proof and a rule about the same feature contradict each other: the
 *     other result
 */
public record CheckResult(
    RuleSummary rule,
    Level level,
    Finding finding,
    Optional<RuleFix.Pending> pending,
    Optional<String> disagreement) {

  public CheckResult(
      RuleSummary rule, Level level, Finding finding, Optional<RuleFix.Pending> pending) {
    this(rule, level, finding, pending, Optional.empty());
  }

  /** The same result with another finding. */
  public CheckResult with(Finding other) {
    return new CheckResult(rule, level, other, pending, disagreement);
  }

  /** The same result, pending a reboot or a login. */
  public CheckResult waitingFor(Optional<RuleFix.Pending> something) {
    return new CheckResult(rule, level, finding, something, disagreement);
  }

  /** The same result, with the contradicting one. */
  CheckResult withContradiction(String contradiction) {
    return new CheckResult(
        rule,
        level,
        finding,
        pending,
        Optional.of(disagreement.map(said -> said + "; " + contradiction).orElse(contradiction)));
  }

  public Verdict verdict() {
    return finding.verdict();
  }

  public boolean fails() {
    return verdict() instanceof Verdict.Fail;
  }

  public boolean isUnknown() {
    return verdict() instanceof Verdict.Unknown;
  }

  /** What is wrong with a host on which the rule fails. */
  public String problem() {
    return rule.text().problem().general().orElseGet(() -> "not met: " + rule.text().title());
  }

  /**
   * The reason for the verdict: why unknown, not applicable or waived; otherwise what was found.
   */
  public String reason() {
    return switch (verdict()) {
      case Verdict.Pass() -> finding.found();
      case Verdict.Fail() -> finding.found();
      case Verdict.Unknown(String why) -> why;
      case Verdict.NotApplicable(String why) -> why;
      case Verdict.Waived(String by, String until) ->
          "waived until " + until + " (" + by + "); " + finding.found();
    };
  }
}
