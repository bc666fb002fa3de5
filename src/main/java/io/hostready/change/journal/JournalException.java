package io.hostready.change.journal;

/** Thrown if the journal or plan of a run is missing, corrupt or of a later version. */
public final class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JournalException(String why) {
    super(why);
  }
}
