package io.hostready.report;

import io.hostready.rule.Level;
import io.hostready.run.CheckResult;
import io.hostready.run.ComparedResult;
import io.hostready.run.HostReport;

/**
 * The word before a result in a text, in the order in which results are shown: the last is nearest
 * to the prompt. Upper case means that the result blocks, or is recommended to be fixed.
 */
enum Mark {
  PASS("pass"),
  NOT_APPLICABLE("n/a"),
  WAIVED("waived"),
  /** An optional rule that fails. */
  INFO("info"),
  /** A rule that does not block is unknown. */
  ASIDE("unknown"),
  /** A recommended rule fails and does not block. */
  WARN("WARN"),
  UNKNOWN("UNKNOWN"),
  /** A fix is made and takes effect at the next boot or login. */
  PENDING("PENDING"),
  FAIL("FAIL");

  static final int WIDEST = "UNKNOWN".length();

  private final String word;

  Mark(String word) {
    this.word = word;
  }

  static Mark of(CheckResult result, HostReport report) {
    return of(ComparedResult.State.of(result), result.level(), report.failOn());
  }

  static Mark of(ComparedResult result, Level failOn) {
    return of(result.state(), result.level(), failOn);
  }

  private static Mark of(ComparedResult.State state, Level level, Level failOn) {
    boolean blocks = level.isAtLeast(failOn);
    Mark aside = level == Level.OPTIONAL ? INFO : WARN;
    return switch (state) {
      case PASS -> PASS;
      case NOT_APPLICABLE -> NOT_APPLICABLE;
      case WAIVED -> WAIVED;
      case UNKNOWN -> blocks ? UNKNOWN : ASIDE;
      case PENDING -> blocks ? PENDING : aside;
      case FAIL -> blocks ? FAIL : aside;
    };
  }

  String label() {
    return word;
  }

  String painted(Palette palette) {
    return switch (this) {
      case PASS -> palette.good(word);
      case NOT_APPLICABLE, WAIVED, INFO -> palette.faint(word);
      case ASIDE, WARN, UNKNOWN, PENDING -> palette.doubtful(word);
      case FAIL -> palette.bad(word);
    };
  }
}
