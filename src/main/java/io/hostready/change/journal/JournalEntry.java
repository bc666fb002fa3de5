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

  /** Contents of files that it names, which are to be kept beside the journal. */
  default List<Bytes> contents() {
    return List.of();
  }

  /** A run began. Continues names runs that had not come to a good end, newest first. */
  record Started(String run, Instant at, String tool, List<String> continues)
      implements JournalEntry {

    public Started {
      continues = List.copyOf(continues);
    }
  }

  /** A change is about to be made; this is the way back from it. */
  record Begun(int step, Instant at, String rule, ChangeDescription change, Reversal reversal)
      implements JournalEntry {

    @Override
    public List<Bytes> contents() {
      return reversal.contents();
    }
  }

  /** The change is made and was looked at. */
  record Done(int step, Instant at, Optional<String> note) implements JournalEntry {}

  /** The change failed, or was refused; without a Begun of the step nothing was changed. */
  record Failed(int step, Instant at, String what, String why) implements JournalEntry {}

  /** The run ended by itself. */
  record Ended(Instant at, boolean complete) implements JournalEntry {}

  /** The run is being taken back. */
  record UndoStarted(Instant at, boolean force) implements JournalEntry {}

  /** A step is about to be taken back; overwritten is what force is about to lose. */
  record UndoBegun(int step, Instant at, Optional<Reversal> overwritten) implements JournalEntry {

    @Override
    public List<Bytes> contents() {
      return overwritten.map(Reversal::contents).orElse(List.of());
    }
  }

  /** A step is taken back. */
  record UndoDone(int step, Instant at, Undone how, Optional<String> note)
      implements JournalEntry {}

  /** A step could not be taken back; undo stopped there. */
  record UndoFailed(int step, Instant at, String why) implements JournalEntry {}

  /** Every step is taken back. */
  record UndoEnded(Instant at) implements JournalEntry {}

  /** How a step was taken back. */
  enum Undone {
    /** It is as before. */
    RESTORED,
    /** There was nothing to take back. */
    NOTHING,
    /** Something stays, and does no harm; the note says what. */
    LEFT;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
