package io.hostready.change.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.change.ChangeBytes;
import io.hostready.change.ChangeDescription;
import io.hostready.change.Reversal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JournalCodecTest {

  private static final Instant AT = Instant.parse("2026-11-23T20:36:00Z");

  private static final Reversal REVERSAL = new Reversal.RemoveDirectory("/etc/d");

  @Test
  void everyEntrySurvivesBeingWrittenAndRead() {
    for (JournalEntry entry :
        List.of(
            new JournalEntry.Started("20261123-203600", AT, "hostready 1", List.of("a")),
            new JournalEntry.Begun(
                1, AT, "rule", new ChangeDescription("write x", Optional.of("remove x")), REVERSAL),
            new JournalEntry.Begun(
                2, AT, "rule", new ChangeDescription("run x", Optional.empty()), REVERSAL),
            new JournalEntry.Done(1, AT, Optional.of("a note")),
            new JournalEntry.Failed(1, AT, "write x", "full"),
            new JournalEntry.Ended(AT, true),
            new JournalEntry.UndoStarted(AT, true),
            new JournalEntry.UndoBegun(1, AT, Optional.of(REVERSAL)),
            new JournalEntry.UndoDone(1, AT, JournalEntry.Undone.LEFT, Optional.empty()),
            new JournalEntry.UndoFailed(1, AT, "busy"),
            new JournalEntry.UndoEnded(AT))) {
      assertEquals(
          entry,
          JournalCodec.read(
              ChangeBytes.json(JournalCodec.line(entry)),
              sha256 -> {
                throw new AssertionError(sha256);
              }));
    }
  }

  /** Journals on disk have this form; other versions of the program read it. */
  @Test
  void aLineIsInTheFormOfJournals() {
    assertEquals(
        "{\"entry\":\"begun\",\"step\":1,\"at\":\"2026-11-23T20:36:00Z\",\"rule\":\"rule\","
            + "\"what\":\"run x\",\"undo\":\"nothing\","
            + "\"reversal\":{\"kind\":\"remove-directory\",\"path\":\"/etc/d\"}}",
        JournalCodec.line(
            new JournalEntry.Begun(
                1, AT, "rule", new ChangeDescription("run x", Optional.empty()), REVERSAL)));
  }

  @Test
  void everyEntryHasACodec() {
    assertEquals(Set.of(JournalEntry.class.getPermittedSubclasses()), JournalCodec.TABLE.types());
  }
}
