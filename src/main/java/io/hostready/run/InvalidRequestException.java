package io.hostready.run;

/**
 * Says that what was asked for cannot be done: a saved plan that does not fit, a run that is not
 * there. Nothing was done. The message says what was found, what was expected and what to do.
 */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String message) {
    super(message);
  }
}
