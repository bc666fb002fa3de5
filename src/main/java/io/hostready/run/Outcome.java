package io.hostready.run;

import io.hostready.rule.Level;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The outcome of a run for a host. */
public enum Outcome {
  READY,
  NOT_READY,
  UNDECIDED,
  PENDING;

  /** The name in reports: ready, not-ready, undecided, pending. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The outcome of several hosts, at least one: not ready takes precedence over undecided. */
  public static Outcome worst(Set<Outcome> outcomes) {
    return Stream.of(NOT_READY, UNDECIDED, PENDING, READY)
        .filter(outcomes::contains)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The outcome of some results.
   *
   * @param weakest the lowest level that blocks
   */
  public static Outcome of(List<CheckResult> results, Level weakest) {
    List<CheckResult> counting =
        results.stream().filter(result -> result.level().isAtLeast(weakest)).toList();
    if (counting.stream().anyMatch(result -> result.fails() && result.pending().isEmpty())) {
      return NOT_READY;
    }
    if (counting.stream().anyMatch(CheckResult::isUnknown)) {
      return UNDECIDED;
    }
    return counting.stream().anyMatch(result -> result.pending().isPresent()) ? PENDING : READY;
  }
}
