package io.hostready.host;

/**
 * Says that a file of the host could not be written, removed or looked at for writing, in sentences
 * for the operator: what was found where, and what to do. Nothing was left half-written.
 */
public final class CannotWrite extends Exception {

  private static final long serialVersionUID = 1L;

  public CannotWrite(String why) {
    super(why);
  }

  CannotWrite(String why, Throwable cause) {
    super(why, cause);
  }

  /** The sentences. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
