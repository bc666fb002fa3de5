package io.hostready.change.journal;

import io.hostready.change.ChangeDescription;
import io.hostready.change.Reversal;
import io.hostready.host.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One line of a journal. Steps are counted from 1 within a run. */
public sealed interface JournalEntry {

  /** Contents of files that it refers to, which must be stored next to the journal. */
  default List<Bytes> contents() {
    return List.of();
  }

  /** A run started. Continues lists the incomplete runs before it, newest first. */
  record Started(String run, Instant at, String tool, List<String> continues)
      implements JournalEntry {

    public Started {
      continues = List.copyOf(continues);
    }
  }

  /** A change is about to be applied; this is its reversal. */
  record Begun(int step, Instant at, String rule, ChangeDescription change, Reversal reversal)
      implements JournalEntry {

    @Override
    public List<Bytes> contents() {
      return reversal.contents();
    }
  }

  /** The change was applied and verified. */
  record Done(int step, Instant at, Optional<String> note) implements JournalEntry {}

  /**
   * The change failed or was refused; without an entry {@link Begun} for the step, nothing was
   * changed.
   */
  record Failed(int step, Instant at, String what, String why) implements JournalEntry {}

  /** The run ended normally. */
  record Ended(Instant at, boolean complete) implements JournalEntry {}

  /** The run is being reverted. */
  record UndoStarted(Instant at, boolean force) implements JournalEntry {}

  /** A step is about to be reverted; overwritten is what --force will lose. */
  record UndoBegun(int step, Instant at, Optional<Reversal> overwritten) implements JournalEntry {

    @Override
    public List<Bytes> contents() {
      return overwritten.map(Reversal::contents).orElse(List.of());
    }
  }

  /** A step was reverted. */
  record UndoDone(int step, Instant at, Undone how, Optional<String> note)
      implements JournalEntry {}

  /** A step could not be reverted; undo stopped there. */
  record UndoFailed(int step, Instant at, String why) implements JournalEntry {}

  /** Every step was reverted. */
  record UndoEnded(Instant at) implements JournalEntry {}

  /** How a step was reverted. */
  enum Undone {
    /** Its state is as before. */
    RESTORED,
    /** There was nothing to revert. */
    NOTHING,
    /** Something harmless remains; the note names it. */
    LEFT;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
