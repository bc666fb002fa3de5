package io.hostready.change;

import java.util.Optional;

/**
 * The description of a change, as stored in plans and journals.
 *
 * @param what what the change does, as a phrase that starts with a verb
 * @param undo what undo does for it, as such a phrase; empty if it does nothing
 */
public record ChangeDescription(String what, Optional<String> undo) {

  /** The word of plans and journals for no undo. */
  private static final String NOTHING = "nothing";

  public static ChangeDescription of(Change change) {
    return new ChangeDescription(change.description(), change.undoDescription());
  }

  /** Parses the result of {@link #undoText}. */
  public static ChangeDescription read(String what, String undoText) {
    return new ChangeDescription(what, Optional.of(undoText).filter(text -> !text.equals(NOTHING)));
  }

  /** What undo does, or the word for nothing. */
  public String undoText() {
    return undo.orElse(NOTHING);
  }
}
