package io.hostready.change.journal;

import java.util.Optional;

/** A step of a run that was taken back, how, and a note for the operator if there is one. */
public record UndoneStep(
    String run, JournalEntry.Begun step, JournalEntry.Undone how, Optional<String> note) {}
