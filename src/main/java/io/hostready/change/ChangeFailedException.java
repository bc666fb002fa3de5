package io.hostready.change;

/**
 * Thrown if a change could not be applied or reverted. The message has sentences for the operator:
 * what was found and where, what was expected, the correction.
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
