package io.hostready.change.journal;

import io.hostready.change.ChangeDescription;

/** A step of a run that cannot be reverted, with the reason. */
public record UndoRefusal(String run, ChangeDescription change, String why) {}
