package io.hostready.run;

import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.rule.RuleId;
import java.util.Locale;

/**
 * A result as far as reports are compared.
 *
 * @param level the rule's level on the host
 * @param problem what is wrong; empty unless it is a finding, and if it is unknown
 * @param found what was found, or why it is unknown or waived; empty unless it is a finding
 */
public record ComparedResult(RuleId rule, Level level, State state, String problem, String found) {

  /** What a result means, the worst last. */
  public enum State {
    NOT_APPLICABLE,
    PASS,
    WAIVED,
    /** A fix is made and takes effect at the next boot or login. */
    PENDING,
    UNKNOWN,
    FAIL;

    /** A result that waits for a reboot or login is pending, regardless of its verdict now. */
    public static State of(CheckResult result) {
      return switch (result.verdict()) {
        case Verdict.NotApplicable _ -> NOT_APPLICABLE;
        case Verdict.Pass() -> result.pending().isPresent() ? PENDING : PASS;
        case Verdict.Waived _ -> WAIVED;
        case Verdict.Unknown _ -> UNKNOWN;
        case Verdict.Fail() -> result.pending().isPresent() ? PENDING : FAIL;
      };
    }

    /** The name in documents: not-applicable, pass, waived, pending, unknown, fail. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the host does not meet the rule, as far as is known. */
    boolean isFinding() {
      return compareTo(WAIVED) >= 0;
    }

    /** Whether it blocks at a high enough level: a waived failure does not. */
    boolean isUnmet() {
      return compareTo(WAIVED) > 0;
    }
  }

  static ComparedResult of(CheckResult result) {
    State state = State.of(result);
    return new ComparedResult(
        result.rule().id(),
        result.level(),
        state,
        state.isFinding() && state != State.UNKNOWN ? result.problem() : "",
        state.isFinding() ? result.reason() : "");
  }

  /** The same rule when it passes. */
  ComparedResult passed() {
    return new ComparedResult(rule, level, State.PASS, "", "");
  }

  boolean isFinding() {
    return state.isFinding();
  }

  boolean blocks(Level failOn) {
    return state.isUnmet() && level.isAtLeast(failOn);
  }
}
