package io.hostready.report;

import io.hostready.run.Applier;
import io.hostready.run.CheckResult;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of the fix of one rule. */
enum FixOutcome {
  /** Every change was made, and the rule passes. */
  FIXED,
  /** Every change was made, and a reboot or a new login must come before it counts. */
  PENDING,
  /** Every change was made, and what the rule still lacks is left for a person. */
  IN_PART,
  /** Every change was made, and the rule cannot be looked at. */
  UNKNOWN,
  /** Every change was made, and the rule fails still. */
  FAILS,
  /** A change failed. */
  FAILED,
  /** An earlier fix failed, or one of the changes before. */
  NOT_REACHED;

  /** The word of JSON documents. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static FixOutcome of(
      FixPlan plan, FixPlan.PlannedFix fix, Applier.Applied applied, HostReport after) {
    String id = fix.rule().id().value();
    List<Applier.Progress> made =
        applied.changes().stream()
            .filter(each -> each.rule().equals(id))
            .map(Applier.MadeChange::progress)
            .toList();
    if (made.contains(Applier.Progress.FAILED)) {
      return FAILED;
    }
    if (made.contains(Applier.Progress.NOT_REACHED)) {
      return NOT_REACHED;
    }
    Optional<CheckResult> found =
        after.results().stream().filter(r -> r.rule().id().equals(fix.rule().id())).findFirst();
    if (found.flatMap(CheckResult::pending).isPresent()) {
      return PENDING;
    }
    return found.filter(CheckResult::fails).isPresent()
        ? plan.leaves(fix.rule()) ? IN_PART : FAILS
        : found.filter(CheckResult::isUnknown).isPresent() ? UNKNOWN : FIXED;
  }
}
