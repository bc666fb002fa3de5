package io.hostready.change;

import java.util.Optional;

/**
 * A change in words, as plans and journals keep it.
 *
 * @param what what the change does, in a phrase that starts with a verb
 * @param undo what undo does about it, in such a phrase; empty where it does nothing
 */
public record ChangeDescription(String what, Optional<String> undo) {

  /** The word of plans and journals for no undo. */
  private static final String NOTHING = "nothing";

  public static ChangeDescription of(Change change) {
    return new ChangeDescription(change.description(), change.undoDescription());
  }

  /** Reads what {@link #undoText} wrote. */
  public static ChangeDescription read(String what, String undoText) {
    return new ChangeDescription(what, Optional.of(undoText).filter(text -> !text.equals(NOTHING)));
  }

  /** What undo does, or the word for nothing. */
  public String undoText() {
    return undo.orElse(NOTHING);
  }
}
