package io.hostready.host;

import java.io.IOException;

/**
 * Thrown if a user whom root does not trust could have written a file, or could redirect a path.
 * The message names the file or directory, the user or mode, and the correction; it has no period
 * at its end.
 */
public final class UntrustedException extends IOException {

  private static final long serialVersionUID = 1L;

  UntrustedException(String message) {
    super(message);
  }
}
