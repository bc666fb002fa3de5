package io.hostready.capture;

/**
 * Says that a path is no host that can be read: what was found there, what was expected and what to
 * do.
 */
public final class UnreadableHostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableHostException(String message) {
    super(message);
  }
}
