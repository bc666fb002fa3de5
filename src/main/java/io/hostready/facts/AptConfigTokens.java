package io.hostready.facts;

/**
 * Splits a text in apt.conf format into words, braces and semicolons; a quoted word starts with a
 * quotation mark. Source: apt.conf(5).
 */
final class AptConfigTokens {
  private final String text;
  private int at;
  private int line = 1;

  AptConfigTokens(String text) {
    this.text = text;
  }

  int line() {
    return line;
  }

  /** Empty at the end. */
  String next() {
    skip();
    if (at >= text.length()) {
      return "";
    }
    char first = text.charAt(at);
    if (first == '"') {
      int end = text.indexOf('"', at + 1);
      end = end < 0 ? text.length() : end;
      String word = text.substring(at, end);
      move(Math.min(end + 1, text.length()));
      return word;
    }
    int start = at++;
    if ("{};".indexOf(first) < 0) {
      while (at < text.length()
          && "{};\"".indexOf(text.charAt(at)) < 0
          && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
    return text.substring(start, at);
  }

  private void skip() {
    int before = -1;
    while (before != at) {
      before = at;
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        move(at + 1);
      }
      if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        move(end < 0 ? text.length() : end + 2);
      } else if (text.startsWith("//", at)
          || (text.startsWith("#", at)
              && !text.startsWith(AptConfigReader.CLEAR, at)
              && !text.startsWith(AptConfigReader.INCLUDE, at))) {
        int end = text.indexOf('\n', at);
        move(end < 0 ? text.length() : end);
      }
    }
  }

  private void move(int to) {
    while (at < to) {
      if (text.charAt(at++) == '\n') {
        line++;
      }
    }
  }
}
