package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.change.journal.JournalEntry;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.RunRecords;
import io.hostready.change.journal.UndoneStep;
import io.hostready.run.UndoOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTextTest {

  private static final HistoryText TEXT = new HistoryText(TextStyle.PLAIN);

  private static final RunRecord RUN = RunRecords.complete("20261123-203600");

  /** Times are printed in the time zone of the reader. */
  private static String withoutTime(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(:\\d\\d \\S+)?", "TIME");
  }

  @Test
  void historyTellsHowEachStepStands() {
    assertEquals(
        """
        20261123-203600  complete  TIME  test, continues 20261123-203559
           done      one: write /etc/x
                     a note

        20261123-203500  interrupted  TIME  test
        """,
        withoutTime(TEXT.history(List.of(RUN, RunRecords.started("20261123-203500")))));
  }

  @Test
  void undoTellsFirstWhatItReverts() {
    assertEquals(
        """
        Run 20261123-203600 (complete, TIME): reverting 1 change
           - remove /etc/x
        """,
        withoutTime(TEXT.undoing(List.of(RUN), Map.of())));
  }

  @Test
  void undoEndsWithTheRunAndWhatStays() {
    UndoneStep left =
        new UndoneStep(
            RUN.id(),
            RUN.steps().getFirst().begun(),
            JournalEntry.Undone.LEFT,
            Optional.of("it is in use"));
    assertEquals(
        """
        not reverted: write /etc/x: it is in use
        Run 20261123-203600 reverted.
        """,
        TEXT.undone(new UndoOutcome(List.of(RUN), List.of(left), List.of(), Optional.empty())));
  }

  @Test
  void withoutRunsThereIsNothingToTell() {
    assertEquals("No runs on this host.\n", TEXT.history(List.of()));
    assertEquals("No changes to revert.\n", TEXT.undoing(List.of(), Map.of()));
  }
}
