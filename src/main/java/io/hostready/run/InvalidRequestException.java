package io.hostready.run;

/**
 * Thrown for a request that cannot be met: a saved plan that does not match, a run that does not
 * exist. Nothing was changed. The message has what was found, what was expected and the correction.
 */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidRequestException(String message) {
    super(message);
  }
}
