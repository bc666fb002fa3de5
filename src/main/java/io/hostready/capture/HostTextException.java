package io.hostready.capture;

/** A text of hosts or a capture that cannot be used; the message is a clause that says why. */
public final class HostTextException extends Exception {

  private static final long serialVersionUID = 1L;

  HostTextException(String why) {
    super(why);
  }

  HostTextException(String why, Throwable cause) {
    super(why, cause);
  }
}
