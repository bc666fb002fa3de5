package io.hostready.change.journal;

import io.hostready.change.ChangeDescription;
import io.hostready.change.Reversal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records of runs for tests of other packages. */
public final class RunRecords {

  private RunRecords() {}

  /** A run with one change that was made. */
  public static RunRecord complete(String id) {
    Instant at = Instant.parse("2026-11-23T20:36:00Z");
    return RunRecord.of(
        List.of(
            new JournalEntry.Started(id, at, "test", List.of("20261123-203559")),
            new JournalEntry.Begun(
                1,
                at,
                "one",
                new ChangeDescription("write /etc/x", Optional.of("remove /etc/x")),
                new Reversal.None("a test")),
            new JournalEntry.Done(1, at, Optional.of("a note")),
            new JournalEntry.Ended(at, true)));
  }

  /** A run that was killed before its first change. */
  public static RunRecord started(String id) {
    return RunRecord.of(
        List.of(
            new JournalEntry.Started(
                id, Instant.parse("2026-11-23T20:36:00Z"), "test", List.of())));
  }
}
