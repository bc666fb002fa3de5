package io.hostready.run;

/** Thrown for a host that does not answer by ssh as expected; the message has the reason. */
public final class UnreachableHostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreachableHostException(String message) {
    super(message);
  }
}
