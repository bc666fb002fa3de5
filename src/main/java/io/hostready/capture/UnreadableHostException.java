package io.hostready.capture;

/**
 * Thrown for a path that is not a readable host; the message has what was found, what was expected
 * and the correction.
 */
public final class UnreadableHostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableHostException(String message) {
    super(message);
  }
}
