package io.hostready.cli;

/** Says what is wrong with the command line: what was found, what was expected, what to do. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
