package io.hostready.cli;

/**
 * Thrown for an invalid command line; the message has what was found, what was expected and the
 * correction.
 */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
