package io.hostready.capture;

/** Thrown for an invalid text of hosts or capture; the message is a clause with the reason. */
public final class HostTextException extends Exception {

  private static final long serialVersionUID = 1L;

  HostTextException(String why) {
    super(why);
  }

  HostTextException(String why, Throwable cause) {
    super(why, cause);
  }
}
