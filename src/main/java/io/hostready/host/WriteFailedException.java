package io.hostready.host;

/**
 * Thrown if a file of the host could not be written, removed or read before writing. The message
 * has sentences for the operator: what was found and where, and the correction. No file is
 * partially written.
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
