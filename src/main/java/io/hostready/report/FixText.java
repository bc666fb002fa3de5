package io.hostready.report;

import io.hostready.expect.Verdict;
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
 * The result of a fix as text: the state of each rule of its plan, the proofs, the verdict, and how
 * to revert the run. For a fix without changes, the plan.
 *
 * @param arguments those of the fix
 * @param verbose whether the plan has all of the advice
 */
public record FixText(TextStyle style, RepeatedArguments arguments, boolean verbose) {

  private static final String NOTE = " ".repeat(15);

  public String of(FixOutcome outcome) {
    return outcome
        .applied()
        .map(applied -> of(outcome, applied))
        .orElseGet(() -> new PlanText(style, verbose).of(outcome.plan(), outcome.before()));
  }

  private String of(FixOutcome outcome, AppliedPlan applied) {
    TextLines text = new TextLines(style);
    for (FixPlan.PlannedFix fix : outcome.plan().fixes()) {
      String id = fix.rule().id().value();
      text.line(outcome.statusOf(fix).map(this::mark).orElseThrow() + "  " + id);
      applied.changesOf(id).stream()
          .filter(made -> made.progress() == AppliedPlan.Progress.DONE)
          .flatMap(made -> made.note().stream())
          .distinct()
          .forEach(note -> text.prose(NOTE + "note: ", SafeText.line(note)));
    }
    proofs(outcome.after(), text);
    if (applied.isComplete()) { // otherwise a rule can pass while its change is partially applied
      text.gap();
      text.line(verdict(outcome));
      text.line("Run " + applied.run() + " complete. To revert it: hostready undo");
    }
    return text.toString();
  }

  /** How many proofs were run, and a line for each that fails. */
  private void proofs(HostReport after, TextLines text) {
    List<CheckResult> run =
        after.results().stream()
            .filter(r -> r.rule().isProof() && (r.fails() || r.verdict() instanceof Verdict.Pass))
            .toList();
    List<CheckResult> failing = run.stream().filter(CheckResult::fails).toList();
    if (!run.isEmpty()) {
      text.line("proofs: " + (run.size() - failing.size()) + " of " + run.size() + " passed");
    }
    for (CheckResult proof : failing) {
      boolean blocks = proof.level().isAtLeast(after.failOn());
      String mark = blocks ? style.palette().bad("FAIL") : style.palette().doubtful("WARN");
      text.line(mark + "  " + SafeText.line(proof.rule().id().value() + ": " + proof.reason()));
    }
  }

  private String mark(FixStatus status) {
    Palette palette = style.palette();
    return switch (status) {
      case FIXED -> palette.good("fixed        ");
      case PENDING -> palette.doubtful("pending      ");
      case IN_PART -> palette.doubtful("partial      ");
      case UNKNOWN -> palette.doubtful("unknown      ");
      case FAILS -> palette.bad("still failing");
      case FAILED -> palette.bad("error        ");
      case NOT_REACHED -> palette.faint("skipped      ");
    };
  }

  private String verdict(FixOutcome outcome) {
    List<String> waits =
        outcome.after().results().stream()
            .filter(result -> outcome.plan().covers(result.rule().id()))
            .flatMap(result -> result.pending().stream())
            .map(PlanText::prerequisite)
            .distinct()
            .toList();
    List<String> parts = new ArrayList<>();
    if (isOfHost() && !waits.isEmpty()) {
      parts.add("requires a " + String.join(" and a ", waits));
    }
    int manual = ManualStep.of(outcome.plan(), outcome.before()).size();
    if (manual > 0) {
      String remain = manual == 1 ? " remains" : " remain";
      parts.add(Count.of(manual, "manual step") + remain + " (" + arguments.command("check") + ")");
    }
    return parts.isEmpty()
        ? verdict(outcome.after())
        : verdict(outcome.after()) + (isOfHost() ? ": " : "; ") + String.join("; ", parts);
  }

  /** Whether no rule was named: results of named rules are no verdict on the whole host. */
  private boolean isOfHost() {
    return arguments.rules().isEmpty();
  }

  private String verdict(HostReport after) {
    return isOfHost()
        ? VerdictLine.painted(after.outcome(), style.palette()) + " for " + CheckedProduct.of(after)
        : "Checked again: " + new VerdictLine(after, ReportFinding.each(after)).all();
  }
}
