package io.hostready.change;

/**
 * Says that a change could not be made or taken back, in sentences for the operator: what was found
 * where, what was expected, what to do.
 */
public final class ChangeFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  public ChangeFailedException(String why) {
    super(why);
  }

  public ChangeFailedException(String why, Throwable cause) {
    super(why, cause);
  }

  /** The sentences. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
