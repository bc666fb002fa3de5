package io.hostready.host;

import java.io.IOException;

/** Thrown for a file whose type is not written; the message names the type and what is expected. */
public final class NotRegularException extends IOException {

  private static final long serialVersionUID = 1L;

  NotRegularException(String message) {
    super(message);
  }
}
