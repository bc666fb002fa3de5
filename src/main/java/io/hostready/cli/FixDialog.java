package io.hostready.cli;

import io.hostready.report.PlanJson;
import io.hostready.report.PlanText;
import io.hostready.report.TextStyle;
import io.hostready.run.FixPlan;
import io.hostready.run.FixRun;
import io.hostready.run.HostReport;
import io.hostready.run.PlanOptions;

/**
 * The terminal dialog of a fix before anything happens.
 *
 * @param verbose whether the plan is shown in full
 * @param asks whether the plan must be approved
 */
record FixDialog(
    Terminal terminal,
    OutputTargets targets,
    String color,
    PlanOptions options,
    boolean verbose,
    boolean asks)
    implements FixRun.Operator {

  /**
   * Refuses to begin if the plan is to be approved and no terminal can answer.
   *
   * @throws UsageException naming the other ways
   */
  void requireTerminal() {
    if (asks && !Terminal.isTerminal(0)) {
      throw new UsageException(
          "cannot ask for confirmation: stdin is not a terminal. Review 'hostready plan', then use"
              + " --yes or --plan FILE.");
    }
  }

  @Override
  public void warn(String message) {
    terminal.warn(message);
  }

  /** Shows the plan on the terminal, in addition to any document. */
  @Override
  public boolean approves(FixPlan plan, HostReport before) {
    boolean out = targets.printsText();
    (out ? terminal.out() : terminal.err())
        .print(
            new PlanText(out ? terminal.style(color) : TextStyle.PLAIN, verbose).of(plan, before));
    terminal.out().flush();
    terminal.err().flush();
    if (asks && !Question.isAnsweredYes(terminal, "Apply these changes?")) {
      terminal.warn("nothing was changed.");
      return false;
    }
    return true;
  }

  @Override
  public String document(FixPlan plan, HostReport before) {
    return PlanJson.plan(plan, before, options.parameters());
  }

  @Override
  public void applying() {
    MachineAccess.explainInterruption(terminal);
  }
}
