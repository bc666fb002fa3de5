package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.change.CreateDirectory;
import io.hostready.host.FakeHost;
import io.hostready.rule.Rule;
import io.hostready.run.AppliedPlan;
import io.hostready.run.AppliedPlan.AppliedChange;
import io.hostready.run.AppliedPlan.Progress;
import io.hostready.run.FixOutcome;
import io.hostready.run.FixPlan;
import io.hostready.run.FixPlan.LeftForYou;
import io.hostready.run.HostReport;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FixTextTest {

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

  private static String text(
      Progress progress, Optional<String> note, HostReport after, LeftForYou... left) {
    FixPlan plan =
        new FixPlan(List.of(new FixPlan.PlannedFix(RULE, List.of(CHANGE))), List.of(left));
    AppliedPlan applied =
        new AppliedPlan(
            "20261123-203600",
            "/runs/20261123-203600",
            List.of(new AppliedChange("one", CHANGE, progress, note)),
            progress == Progress.DONE ? Optional.empty() : note);
    return new FixText(TextStyle.PLAIN, RepeatedArguments.NONE, false)
        .of(new FixOutcome(plan, Optional.of(applied), FAILING, after));
  }

  @Test
  void aFixEndsWithTheVerdictAndHowToRevertIt() {
    assertEquals(
        """
        fixed          one

        READY for pack all
        Run 20261123-203600 complete. To revert it: hostready undo
        """,
        text(Progress.DONE, Optional.empty(), PASSING));
  }

  @Test
  void notesAndManualStepsAreToldToo() {
    assertEquals(
        """
        partial        one
                       note: it was there

        NOT READY for pack all: 1 manual step remains (hostready check)
        Run 20261123-203600 complete. To revert it: hostready undo
        """,
        text(
            Progress.DONE,
            Optional.of("it was there"),
            FAILING,
            new LeftForYou(RULE, "Do the rest.")));
  }

  @Test
  void aRunThatStoppedHasNoVerdict() {
    assertEquals("error          one\n", text(Progress.FAILED, Optional.of("it broke."), PASSING));
  }
}
