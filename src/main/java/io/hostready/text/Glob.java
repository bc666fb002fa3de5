package io.hostready.text;

/**
 * A shell pattern as in fnmatch(3) and glob(7): {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]},
 * and a backslash before a literal character. Takes time proportional to pattern length times text
 * length.
 */
public record Glob(String pattern) {

  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  /** Whether a path matches, component by component: a star does not match a slash. */
  public boolean matchesPath(String path) {
    String[] parts = pattern.split("/", -1);
    String[] names = path.split("/", -1);
    if (parts.length != names.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!new Glob(parts[i]).matches(names[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a name matches. If a star matched too little, it is extended by one character; earlier
   * stars need no change.
   */
  public boolean matches(String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int starIn = 0;
    while (in < name.length()) {
      int next = at < pattern.length() ? afterMatch(at, name.charAt(in)) : -1;
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        starIn = in;
      } else if (next > 0) {
        at = next;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++starIn;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }

  /** The position in the pattern after one character matched; -1 if it did not. */
  private int afterMatch(int at, char c) {
    char p = pattern.charAt(at);
    int close = p == '[' ? pattern.indexOf(']', at + 2) : -1;
    if (close > 0) {
      return inBracket(pattern.substring(at + 1, close), c) ? close + 1 : -1;
    }
    if (p == '\\' && at + 1 < pattern.length()) {
      return pattern.charAt(at + 1) == c ? at + 2 : -1;
    }
    return p == '?' || p == c ? at + 1 : -1;
  }

  private static boolean inBracket(String set, char c) {
    boolean isNegated = set.startsWith("!") || set.startsWith("^");
    boolean isIn = false;
    for (int i = isNegated ? 1 : 0; i < set.length(); i++) {
      if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        isIn |= set.charAt(i) <= c && c <= set.charAt(i + 2);
        i += 2;
      } else {
        isIn |= set.charAt(i) == c;
      }
    }
    return isIn != isNegated;
  }
}
