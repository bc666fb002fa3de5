package io.hostready.run;

import io.hostready.rule.Rule;
import io.hostready.run.AppliedPlan.AppliedChange;
import io.hostready.run.AppliedPlan.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a fix: the only class that decides whether it succeeded. A fix succeeded only if
 * its own rule passes afterwards, or is pending a reboot or a new login.
 *
 * @param applied empty if nothing was applied
 * @param before the report of the check before the fix
 * @param after the report of the check after it; the same report if nothing was applied
 */
public record FixOutcome(
    FixPlan plan, Optional<AppliedPlan> applied, HostReport before, HostReport after) {

  /** A plan that was not applied: it has no changes, or was only displayed. */
  public static FixOutcome notApplied(FixPlan plan, HostReport found) {
    return new FixOutcome(plan, Optional.empty(), found, found);
  }

  /** Whether the host was changed, or may have been: a failed change can be partially applied. */
  public boolean isChanged() {
    return applied.stream()
        .flatMap(run -> run.changes().stream())
        .anyMatch(change -> change.progress() != Progress.NOT_REACHED);
  }

  /** The status of one fix of the plan; empty if the plan was not applied. */
  public Optional<FixStatus> statusOf(FixPlan.PlannedFix fix) {
    return applied.map(run -> status(fix.rule(), run));
  }

  private FixStatus status(Rule rule, AppliedPlan run) {
    List<Progress> made =
        run.changesOf(rule.id().value()).stream().map(AppliedChange::progress).toList();
    if (made.contains(Progress.FAILED)) {
      return FixStatus.FAILED;
    }
    if (made.contains(Progress.NOT_REACHED)) {
      return FixStatus.NOT_REACHED;
    }
    Optional<CheckResult> found =
        after.results().stream().filter(r -> r.rule().id().equals(rule.id())).findFirst();
    if (found.flatMap(CheckResult::pending).isPresent()) {
      return FixStatus.PENDING;
    }
    if (found.filter(CheckResult::fails).isPresent()) {
      return plan.hasManualSteps(rule.id()) ? FixStatus.IN_PART : FixStatus.FAILS;
    }
    return found.filter(CheckResult::isUnknown).isPresent() ? FixStatus.UNKNOWN : FixStatus.FIXED;
  }

  /** The outcome of the host; empty if the fix itself failed. */
  public Optional<Outcome> outcome() {
    if (isStopped() || !stillFailing().isEmpty()) {
      return Optional.empty();
    }
    boolean waits =
        after.results().stream()
            .filter(result -> applied.isEmpty() || plan.covers(result.rule().id()))
            .anyMatch(result -> result.pending().isPresent());
    return Optional.of(
        after.outcome() == Outcome.READY && waits ? Outcome.PENDING : after.outcome());
  }

  /**
   * Why it failed or did not succeed, and the next step; sentences for the operator, empty if it
   * succeeded.
   */
  public List<String> messages() {
    if (applied.isEmpty()) {
      return List.of();
    }
    if (isStopped()) {
      return List.of(
          applied.get().failure().orElseThrow(),
          "fix stopped at step "
              + applied.get().lastStep()
              + " of "
              + applied.get().changes().size()
              + ". Journal: "
              + applied.get().directory()
              + "\nTo continue:  hostready fix\nTo revert:    hostready undo");
    }
    List<CheckResult> failing = stillFailing();
    if (failing.isEmpty()) {
      return failedProofs();
    }
    List<String> messages = new ArrayList<>();
    failing.forEach(r -> messages.add(r.rule().id() + " still fails: " + r.reason()));
    messages.add(
        "all changes were applied, but "
            + String.join(", ", failing.stream().map(r -> r.rule().id().value()).toList())
            + (failing.size() == 1 ? " still fails" : " still fail")
            + ". To revert them: hostready undo");
    return messages;
  }

  private boolean isStopped() {
    return applied.filter(run -> !run.isComplete()).isPresent();
  }

  /** Results of rules whose changes were all applied, and which still fail. */
  private List<CheckResult> stillFailing() {
    List<Rule> failing =
        plan.fixes().stream()
            .filter(fix -> statusOf(fix).filter(FixStatus.FAILS::equals).isPresent())
            .map(FixPlan.PlannedFix::rule)
            .toList();
    return after.results().stream()
        .filter(result -> failing.stream().anyMatch(rule -> rule.id().equals(result.rule().id())))
        .toList();
  }

  private List<String> failedProofs() {
    List<String> messages = new ArrayList<>();
    List<CheckResult> failing =
        after.results().stream().filter(r -> r.rule().isProof() && r.fails()).toList();
    failing.forEach(r -> messages.add("proof " + r.rule().id() + " fails: " + r.reason()));
    if (failing.stream().anyMatch(r -> r.level().isAtLeast(after.failOn()))) {
      messages.add(
          "all changes were applied, but the host is not ready. To run the proofs again: hostready"
              + " check --prove. To revert the changes: hostready undo");
    }
    return messages;
  }
}
