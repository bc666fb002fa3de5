package io.hostready.text;

import java.util.Optional;

/** The characters of a shell script, from first to last, and its blanks and comments. */
final class ShellScanner {

  private final String text;
  private int position;

  ShellScanner(String text) {
    this.text = text;
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  static boolean isSeparator(char c) {
    return isBlank(c) || c == '\n' || c == ';' || c == '&' || c == '|';
  }

  boolean isAtEnd() {
    return position >= text.length();
  }

  int position() {
    return position;
  }

  /** The text that was consumed since then. */
  String since(int start) {
    return text.substring(start, position);
  }

  char peek() {
    return text.charAt(position);
  }

  /** Whether the next character is one of these. */
  boolean isAtAny(String characters) {
    return !isAtEnd() && characters.indexOf(peek()) >= 0;
  }

  boolean isAt(String expected) {
    return text.startsWith(expected, position);
  }

  char next() {
    return text.charAt(position++);
  }

  /** The next character as text, empty at the end. */
  String take() {
    return isAtEnd() ? "" : String.valueOf(next());
  }

  /** Skips these characters if they are next. */
  boolean skip(String expected) {
    boolean is = isAt(expected);
    position += is ? expected.length() : 0;
    return is;
  }

  /** The text before these characters, which are skipped, too; empty if they do not occur. */
  Optional<String> upTo(String end) {
    int found = text.indexOf(end, position);
    if (found < 0) {
      position = text.length();
      return Optional.empty();
    }
    String passed = text.substring(position, found);
    position = found + end.length();
    return Optional.of(passed);
  }

  /** The rest of the line; its end is skipped, too. */
  String line() {
    int start = position;
    skipLine();
    String line = since(start);
    skip("\n");
    return line;
  }

  void skipLine() {
    int end = text.indexOf('\n', position);
    position = end < 0 ? text.length() : end;
  }

  void skipAll() {
    position = text.length();
  }

  void skipBlanks() {
    while (!isAtEnd() && isBlank(peek())) {
      position++;
    }
  }

  /** Skips blanks, line ends and comments. */
  void skipSpace() {
    while (!isAtEnd()) {
      char next = peek();
      if (next == '#') {
        skipLine();
      } else if (isBlank(next) || next == '\n') {
        position++;
      } else {
        return;
      }
    }
  }
}
