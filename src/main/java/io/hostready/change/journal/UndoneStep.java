package io.hostready.change.journal;

import java.util.Optional;

/** A step of a run that was reverted, how, and a note for the operator, if any. */
public record UndoneStep(
    String run, JournalEntry.Begun step, JournalEntry.Undone how, Optional<String> note) {}
