package io.hostready.run;

import io.hostready.expect.Finding;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import java.util.Optional;

/**
 * What one rule says of one host: its level there, the finding, and what must still happen after a
 * fix before the verdict is a pass.
 */
public record CheckResult(
    Rule rule,
    Level level,
    Finding finding,
    Optional<RuleFix.Pending> pending,
    Optional<String> disagreement)
    implements Judged {

  public CheckResult(Rule rule, Level level, Finding finding, Optional<RuleFix.Pending> pending) {
    this(rule, level, finding, pending, Optional.empty());
  }

  /** The same result with another finding. */
  public CheckResult with(Finding other) {
    return new CheckResult(rule, level, other, pending, disagreement);
  }

  /** The same result, waiting for something. */
  public CheckResult waitingFor(Optional<RuleFix.Pending> something) {
    return new CheckResult(rule, level, finding, something, disagreement);
  }

  /** The same result, with what contradicts it. */
  CheckResult against(String contradiction) {
    return new CheckResult(
        rule,
        level,
        finding,
        pending,
        Optional.of(disagreement.map(said -> said + "; " + contradiction).orElse(contradiction)));
  }
}
