package io.hostready.report;

import io.hostready.run.CheckResult;
import java.util.List;

/** The verdicts' words as pages show and order them. */
final class Verdicts {

  static final List<String> WORST_FIRST =
      List.of("fail", "unknown", "waived", "pass", "not-applicable");

  private Verdicts() {}

  /** The name for display. */
  static String label(String word) {
    return word.replace('-', ' ');
  }

  /** Lower is more urgent: a failure, then unknown, then pending a reboot. */
  static int rank(CheckResult result) {
    return result.pending().isPresent() ? 2 : WORST_FIRST.indexOf(result.verdict().id());
  }

  /** The label of a result: its verdict, or what is pending. */
  static String badge(CheckResult result) {
    return result
        .pending()
        .map(pending -> pending.id() + " pending")
        .orElse(label(result.verdict().id()));
  }
}
