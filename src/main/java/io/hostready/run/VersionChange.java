package io.hostready.run;

import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.rule.RuleId;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule whose verdict or level on a host differs between two versions of Docker, and is a finding
 * for at least one of them.
 *
 * @param before the result for the installed version
 * @param after the result for the other one
 */
public record VersionChange(Kind kind, CheckResult before, CheckResult after) {

  /** How the finding differs. */
  public enum Kind {
    NEW,
    /** It is a finding for both versions, with another verdict or level. */
    CHANGED,
    /** The rule passes. */
    FIXED,
    /** The rule does not apply any more. */
    GONE;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The difference of two results of one rule; empty if they have the same verdict and level. */
  static Optional<VersionChange> of(CheckResult before, CheckResult after) {
    boolean was = isFinding(before);
    boolean is = isFinding(after);
    if (!was && !is || before.level() == after.level() && state(before).equals(state(after))) {
      return Optional.empty();
    }
    boolean passes = after.verdict() instanceof Verdict.Pass;
    Kind kind = is ? was ? Kind.CHANGED : Kind.NEW : passes ? Kind.FIXED : Kind.GONE;
    return Optional.of(new VersionChange(kind, before, after));
  }

  private static boolean isFinding(CheckResult result) {
    return switch (result.verdict()) {
      case Verdict.Pass() -> result.pending().isPresent();
      case Verdict.NotApplicable _ -> false;
      case Verdict.Fail _, Verdict.Unknown _, Verdict.Waived _ -> true;
    };
  }

  /** The verdict, or pending if a fix is made and takes effect later. */
  public static String state(CheckResult result) {
    return result.pending().isPresent() ? "pending" : result.verdict().id();
  }

  public RuleId rule() {
    return after.rule().id();
  }

  /**
   * Whether it blocks for the other version, and did not for the installed one, or not for sure.
   */
  boolean isNewlyBlocking(Level failOn) {
    return blocks(after, failOn)
        && (!blocks(before, failOn) || before.isUnknown() && after.fails());
  }

  static boolean blocks(CheckResult result, Level failOn) {
    return result.level().isAtLeast(failOn)
        && result.pending().isEmpty()
        && (result.fails() || result.isUnknown());
  }
}
