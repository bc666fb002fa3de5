package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.host.WriteFailedException;
import java.util.Optional;

/** The result of checking a step before undo. */
sealed interface UndoAssessment {

  /** There is nothing to revert; why has the reason. */
  record Nothing(String why) implements UndoAssessment {}

  /** It can be reverted. */
  record Possible(Act act) implements UndoAssessment {}

  /** It has changed since the run; the act is for --force. */
  record Refused(String why, Act forced) implements UndoAssessment {}

  /** Reverts a step, verifies the result, and returns what remains, if anything. */
  @FunctionalInterface
  interface Act {
    Optional<String> revert() throws ChangeFailedException, WriteFailedException;
  }
}
