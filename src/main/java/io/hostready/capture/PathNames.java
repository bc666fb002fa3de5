package io.hostready.capture;

/** Paths in a text of hosts: absolute, normalized, and no longer than Linux permits. */
final class PathNames {

  /** PATH_MAX of linux/limits.h, in bytes; each character has at least one. */
  static final int MAX_LENGTH = 4096;

  /** Directories of /sys have a depth of about twenty. */
  static final int MAX_DEPTH = 100;

  private PathNames() {}

  /** Refuses a path that is not absolute or has an empty component, "." or "..". */
  static void check(String path) throws HostTextException {
    if (path.length() > MAX_LENGTH) {
      throw new HostTextException("a path with more than " + MAX_LENGTH + " characters");
    }
    if (path.equals("/")) {
      return;
    }
    int start = 0;
    int depth = 0;
    while (start < path.length()) {
      if (path.charAt(start) != '/') {
        throw notPlain(path);
      }
      int end = path.indexOf('/', start + 1);
      end = end < 0 ? path.length() : end;
      if (!isName(path, start + 1, end)) {
        throw notPlain(path);
      }
      start = end;
      if (++depth > MAX_DEPTH) {
        throw new HostTextException("a path with more than " + MAX_DEPTH + " components");
      }
    }
    if (path.isEmpty() || path.indexOf('\0') >= 0) {
      throw notPlain(path);
    }
  }

  /** Whether a part of a text can be a file name. */
  private static boolean isName(String path, int start, int end) {
    int length = end - start;
    return length > 2
        || length == 2 && !path.startsWith("..", start)
        || length == 1 && path.charAt(start) != '.';
  }

  /** Whether a text can be a file name. */
  static boolean isName(String name) {
    return isName(name, 0, name.length())
        && name.indexOf('/') < 0
        && name.indexOf('\0') < 0
        && name.length() <= MAX_LENGTH;
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static HostTextException notPlain(String path) {
    return new HostTextException(
        "invalid path '"
            + shortened(path)
            + "': use an absolute path without an empty component, '.' or '..'");
  }

  static String shortened(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "..." : text;
  }
}
