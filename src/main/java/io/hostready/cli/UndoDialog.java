package io.hostready.cli;

import io.hostready.change.journal.RunRecord;
import io.hostready.report.HistoryText;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import io.hostready.rule.ShippedRules;
import io.hostready.run.UndoRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The terminal dialog of an undo before anything happens. */
record UndoDialog(Terminal terminal, OutputTargets targets, String color, boolean asks)
    implements UndoRun.Operator {

  /** Starts the part of a caution that is about undo. */
  private static final String UNDO = "Undo ";

  /** Prints text, unless a document was requested. */
  @Override
  public void announce(List<RunRecord> runs) {
    if (targets.printsText()) {
      terminal.out().print(new HistoryText(terminal.style(color)).undoing(runs, cautions()));
      terminal.out().flush();
    }
  }

  /** The part about undo in the cautions of the shipped rules, by rule. */
  private static Map<String, String> cautions() {
    Map<String, String> cautions = new HashMap<>();
    for (Rule rule : ShippedRules.book().rules().values()) {
      rule.fix()
          .flatMap(RuleFix::caution)
          .filter(caution -> caution.contains(UNDO))
          .ifPresent(
              caution -> cautions.put(rule.id().value(), caution.substring(caution.indexOf(UNDO))));
    }
    return cautions;
  }

  @Override
  public boolean approves() {
    if (asks && !Question.isAnsweredYes(terminal, "Revert these changes?")) {
      terminal.warn("nothing was reverted.");
      return false;
    }
    return true;
  }

  @Override
  public void undoing() {
    MachineAccess.explainInterruption(terminal);
  }
}
