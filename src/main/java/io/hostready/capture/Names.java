package io.hostready.capture;

/** Names of paths in a capture: absolute, plain, and no longer than Linux has them. */
final class Names {

  /** PATH_MAX of linux/limits.h, in bytes; no character is less than one. */
  static final int MAX_LENGTH = 4096;

  /** Folders of /sys lie some twenty deep. */
  static final int MAX_DEPTH = 100;

  private Names() {}

  /** The path, if it is absolute and has no empty part, no "." and no "..". */
  static String checked(String path, String where) throws BadCapture {
    if (path.length() > MAX_LENGTH) {
      throw new BadCapture(where + ": a name is longer than " + MAX_LENGTH + " characters");
    }
    if (path.equals("/")) {
      return path;
    }
    int start = 0;
    int depth = 0;
    while (start < path.length()) {
      if (path.charAt(start) != '/') {
        throw wrong(path, where);
      }
      int end = path.indexOf('/', start + 1);
      end = end < 0 ? path.length() : end;
      int length = end - start - 1;
      boolean isDots =
          length == 1 && path.charAt(start + 1) == '.'
              || length == 2 && path.startsWith("..", start + 1);
      if (length == 0 || isDots) {
        throw wrong(path, where);
      }
      start = end;
      if (++depth > MAX_DEPTH) {
        throw new BadCapture(where + ": a path lies more than " + MAX_DEPTH + " folders deep");
      }
    }
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw wrong(path, where);
    }
    return path;
  }

  private static BadCapture wrong(String path, String where) {
    String shown = path.length() > 80 ? path.substring(0, 80) + "..." : path;
    return new BadCapture(
        where + ": '" + shown + "' is no plain path; no part of it may be empty, '.' or '..'");
  }
}
