package io.hostready.cli;

/** Says what is wrong with the command line: what was found, what was expected, what to do. */
final class UsageError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageError(String message) {
    super(message);
  }
}
