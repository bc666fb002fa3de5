package io.hostready.host;

import java.io.IOException;

/** Says that what is to be written is of a kind that is not written, and what is expected. */
public final class NotRegularException extends IOException {

  private static final long serialVersionUID = 1L;

  NotRegularException(String message) {
    super(message);
  }
}
