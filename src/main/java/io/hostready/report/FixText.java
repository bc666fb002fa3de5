package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.rule.RuleFix;
import io.hostready.run.AppliedPlan;
import io.hostready.run.CheckResult;
import io.hostready.run.FixOutcome;
import io.hostready.run.FixPlan;
import io.hostready.run.FixStatus;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fix came to, for people: every rule of its plan as it was found afterwards, and the proofs
 * that were run then.
 */
public final class FixText {

  private FixText() {}

  /**
   * A line a rule, notes of changes, and one line that sums it up; the plan where nothing was to be
   * done.
   */
  public static String of(FixOutcome outcome, Palette palette) {
    return outcome
        .applied()
        .map(applied -> of(outcome, applied, palette))
        .orElseGet(() -> PlanText.of(outcome.plan(), palette));
  }

  private static String of(FixOutcome outcome, AppliedPlan applied, Palette palette) {
    FixPlan plan = outcome.plan();
    HostReport after = outcome.after();
    StringBuilder out = new StringBuilder();
    for (FixPlan.PlannedFix fix : plan.fixes()) {
      String id = fix.rule().id().value();
      String mark = outcome.statusOf(fix).map(status -> mark(status, palette)).orElseThrow();
      out.append(mark).append("  ").append(id).append('\n');
      applied.changesOf(id).stream()
          .filter(made -> made.progress() == AppliedPlan.Progress.DONE)
          .flatMap(made -> made.note().stream())
          .distinct()
          .forEach(note -> out.append("          note: ").append(SafeText.line(note)).append('\n'));
    }
    proofs(after, palette, out);
    if (!applied.isComplete()) {
      // Not what the host is: a rule can pass while its change is made in part.
      return out.append("run ").append(applied.run()).append(" failed\n").toString();
    }
    out.append("run ").append(applied.run()).append(" is complete; 'hostready undo' takes it");
    out.append(" back\n");
    out.append("the host is ").append(after.outcome().id().replace('-', ' '));
    List<String> waits = waits(plan, after);
    out.append(waits.isEmpty() ? "" : ": a " + String.join(" and a ", waits) + " is pending");
    return out.append('\n').toString();
  }

  /** How many proofs were run, and a line for each that fails. */
  private static void proofs(HostReport after, Palette palette, StringBuilder out) {
    List<CheckResult> tried =
        after.results().stream()
            .filter(r -> r.rule().isProof() && (r.fails() || r.verdict() instanceof Verdict.Pass))
            .toList();
    List<CheckResult> failing = tried.stream().filter(CheckResult::fails).toList();
    if (!tried.isEmpty()) {
      int works = tried.size() - failing.size();
      out.append("tried     ").append(works).append(" of ").append(tried.size());
      out.append(tried.size() == 1 ? " proof works\n" : " proofs work\n");
    }
    for (CheckResult proof : failing) {
      boolean counts = proof.level().isAtLeast(after.failOn());
      out.append(counts ? palette.bad("FAILS   ") : palette.doubtful("fails   "));
      out.append("  ").append(SafeText.line(proof.rule().id().value() + ": " + proof.reason()));
      out.append('\n');
    }
  }

  private static String mark(FixStatus status, Palette palette) {
    return switch (status) {
      case FIXED -> palette.good("fixed   ");
      case PENDING -> palette.doubtful("pending ");
      case IN_PART -> palette.doubtful("in part ");
      case UNKNOWN -> palette.doubtful("unknown ");
      case FAILS -> palette.bad("FAILS   ");
      case FAILED -> palette.bad("FAILED  ");
      case NOT_REACHED -> palette.faint("not done");
    };
  }

  private static List<String> waits(FixPlan plan, HostReport after) {
    List<String> words = new ArrayList<>();
    after.results().stream()
        .filter(result -> plan.covers(result.rule().id()))
        .flatMap(result -> result.pending().stream())
        .map(p -> p == RuleFix.Pending.REBOOT ? "reboot" : "new login")
        .distinct()
        .forEach(words::add);
    return words;
  }
}
