package io.hostready.host;

/**
 * Says that a file of the host could not be written, removed or looked at for writing, in sentences
 * for the operator: what was found where, and what to do. Nothing was left half-written.
 */
public final class WriteFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  public WriteFailedException(String why) {
    super(why);
  }

  WriteFailedException(String why, Throwable cause) {
    super(why, cause);
  }

  /** The sentences. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
