package io.hostready.run;

import io.hostready.rule.Level;
import java.util.List;
import java.util.Locale;

/** What a whole run says of a host. */
public enum Outcome {
  READY,
  NOT_READY,
  UNDECIDED,
  PENDING;

  /** The word of reports: ready, not-ready, undecided, pending. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The outcome of some results.
   *
   * @param weakest the weakest level that counts
   */
  public static Outcome of(List<? extends Judged> results, Level weakest) {
    List<? extends Judged> counting =
        results.stream().filter(result -> result.level().isAtLeast(weakest)).toList();
    if (counting.stream().anyMatch(result -> result.fails() && result.pending().isEmpty())) {
      return NOT_READY;
    }
    if (counting.stream().anyMatch(Judged::isUnknown)) {
      return UNDECIDED;
    }
    return counting.stream().anyMatch(result -> result.pending().isPresent()) ? PENDING : READY;
  }
}
