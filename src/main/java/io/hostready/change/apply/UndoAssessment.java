package io.hostready.change.apply;

import io.hostready.change.ChangeFailedException;
import io.hostready.host.WriteFailedException;
import java.util.Optional;

/** What undo found when it looked at a step. */
sealed interface UndoAssessment {

  /** There is nothing to take back; why says how that is. */
  record Nothing(String why) implements UndoAssessment {}

  /** It can be taken back. */
  record Possible(Act act) implements UndoAssessment {}

  /** It is not as the run left it; the act is for those who force it. */
  record Refused(String why, Act forced) implements UndoAssessment {}

  /** Takes a step back, looks afterwards, and returns what stays, if something does. */
  @FunctionalInterface
  interface Act {
    Optional<String> takeBack() throws ChangeFailedException, WriteFailedException;
  }
}
