package io.hostready.run;

import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import java.util.Optional;

/**
 * What one rule says of one host: its level there, the finding, and what must still happen after a
 * fix before the verdict is a pass.
 */
public record CheckResult(
    Rule rule, Level level, Finding finding, Optional<RuleFix.Pending> pending) {

  public Verdict verdict() {
    return finding.verdict();
  }

  public boolean fails() {
    return verdict() instanceof Verdict.Fail;
  }

  public boolean isUnknown() {
    return verdict() instanceof Verdict.Unknown;
  }

  /**
   * The sentence behind the verdict: why unknown, not applicable or waived; else what was found.
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
