package io.hostready.run;

import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import java.util.Optional;

/** A rule's judgement of one host, whichever way the rule itself is known. */
public interface Judged {

  Level level();

  Finding finding();

  /** What must still happen after a fix before the verdict is a pass. */
  Optional<RuleFix.Pending> pending();

  /** Of a proof and a reading of the same thing that contradict each other: what the other says. */
  Optional<String> disagreement();

  default Verdict verdict() {
    return finding().verdict();
  }

  default boolean fails() {
    return verdict() instanceof Verdict.Fail;
  }

  default boolean isUnknown() {
    return verdict() instanceof Verdict.Unknown;
  }

  /**
   * The sentence behind the verdict: why unknown, not applicable or waived; else what was found.
   */
  default String reason() {
    return switch (verdict()) {
      case Verdict.Pass() -> finding().found();
      case Verdict.Fail() -> finding().found();
      case Verdict.Unknown(String why) -> why;
      case Verdict.NotApplicable(String why) -> why;
      case Verdict.Waived(String by, String until) ->
          "waived until " + until + " (" + by + "); " + finding().found();
    };
  }
}
