package io.hostready.capture;

/**
 * A file that is no capture, or a damaged or hostile one; the message says what is wrong with it.
 */
public final class BadCapture extends Exception {

  private static final long serialVersionUID = 1L;

  BadCapture(String what) {
    super(what);
  }

  BadCapture(String what, Throwable cause) {
    super(what, cause);
  }
}
