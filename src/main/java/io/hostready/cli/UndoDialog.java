package io.hostready.cli;

import io.hostready.change.journal.RunRecord;
import io.hostready.report.HistoryText;
import io.hostready.run.UndoRun;
import java.util.List;

/** The terminal dialog of an undo before anything happens. */
record UndoDialog(Terminal terminal, OutputTargets targets, String color, boolean asks)
    implements UndoRun.Operator {

  /** Prints text, unless a document was requested. */
  @Override
  public void announce(List<RunRecord> runs) {
    if (targets.printsText()) {
      terminal.out().print(new HistoryText(terminal.style(color)).undoing(runs));
      terminal.out().flush();
    }
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
