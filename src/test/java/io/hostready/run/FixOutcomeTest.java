package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.change.CreateDirectory;
import io.hostready.host.FakeHost;
import io.hostready.report.Reports;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import io.hostready.run.AppliedPlan.AppliedChange;
import io.hostready.run.AppliedPlan.Progress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The outcome, the status of each rule and the messages of a fix agree. */
class FixOutcomeTest {

  private static final Reports RULES =
      new Reports()
          .rule(
              "kernel",
              "one",
              "One",
              "level: required",
              "check: {path: {path: /etc/x, expect: {present: true}}}",
              "fix: {summary: make it, risk: low, steps: [{write-file: {path: /etc/x, text: x}}]}");
  private static final HostReport FAILING = RULES.report(FakeHost.with("/etc/other", "x").host());
  private static final HostReport PASSING = RULES.report(FakeHost.with("/etc/x", "x").host());
  private static final Rule RULE = RULES.firstRule();
  private static final CreateDirectory CHANGE = new CreateDirectory("/etc/x", 0755);
  private static final FixPlan.PlannedFix FIX = new FixPlan.PlannedFix(RULE, List.of(CHANGE));
  private static final FixPlan PLAN = new FixPlan(List.of(FIX), List.of());

  private static FixOutcome applied(FixPlan plan, Progress progress, HostReport after) {
    Optional<String> why = progress == Progress.DONE ? Optional.empty() : Optional.of("it broke.");
    AppliedPlan applied =
        new AppliedPlan(
            "20261123-203600",
            "/runs/20261123-203600",
            List.of(new AppliedChange("one", CHANGE, progress, why)),
            why);
    return new FixOutcome(plan, Optional.of(applied), FAILING, after);
  }

  private static void assertOutcome(
      FixStatus status, Optional<Outcome> outcome, List<String> messages, FixOutcome found) {
    assertEquals(Optional.of(status), found.statusOf(FIX));
    assertEquals(outcome, found.outcome());
    assertEquals(messages, found.messages());
  }

  @Test
  void aRuleThatPassesAfterwardsIsFixed() {
    assertOutcome(
        FixStatus.FIXED,
        Optional.of(Outcome.READY),
        List.of(),
        applied(PLAN, Progress.DONE, PASSING));
  }

  @Test
  void aRuleThatFailsAfterwardsFailsTheFix() {
    assertOutcome(
        FixStatus.FAILS,
        Optional.empty(),
        List.of(
            "one still fails: " + FAILING.results().getFirst().reason(),
            "all changes were applied, but one still fails. To revert them: hostready undo"),
        applied(PLAN, Progress.DONE, FAILING));
  }

  @Test
  void aRuleOfWhichAPartIsLeftDoesNotFailTheFix() {
    FixPlan inPart = new FixPlan(List.of(FIX), List.of(new FixPlan.LeftForYou(RULE, "Yours.")));
    assertOutcome(
        FixStatus.IN_PART,
        Optional.of(Outcome.NOT_READY),
        List.of(),
        applied(inPart, Progress.DONE, FAILING));
  }

  @Test
  void aRuleThatWaitsForARebootIsPending() {
    HostReport waiting =
        FAILING.with(
            List.of(FAILING.results().getFirst().waitingFor(Optional.of(RuleFix.Pending.REBOOT))));
    assertOutcome(
        FixStatus.PENDING,
        Optional.of(Outcome.PENDING),
        List.of(),
        applied(PLAN, Progress.DONE, waiting));
  }

  @Test
  void aChangeThatFailsFailsTheFixThoughTheRulePasses() {
    assertOutcome(
        FixStatus.FAILED,
        Optional.empty(),
        List.of(
            "it broke.",
            """
            fix stopped at step 1 of 1. Journal: /runs/20261123-203600
            To continue:  hostready fix
            To revert:    hostready undo\
            """),
        applied(PLAN, Progress.FAILED, PASSING));
  }

  @Test
  void withNothingToApplyTheHostDecides() {
    FixOutcome found = FixOutcome.notApplied(new FixPlan(List.of(), List.of()), FAILING);
    assertEquals(Optional.of(Outcome.NOT_READY), found.outcome());
    assertEquals(List.of(), found.messages());
  }
}
