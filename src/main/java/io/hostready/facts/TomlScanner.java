package io.hostready.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a TOML text, from first to last: white space, comments, keys and strings. An
 * error is an IllegalArgumentException with the line.
 */
final class TomlScanner {

  /** The maximum number of parts of a dotted key. */
  static final int MAX_PARTS = 20;

  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

  private final String text;
  private int at;
  private int line = 1;

  /** The start of the line that was requested last. */
  private int start;

  private int lineOfStart = 1;

  TomlScanner(String text) {
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** The parts of a dotted key. */
  List<String> key() {
    List<String> path = new ArrayList<>();
    do {
      skipBlanks();
      path.add(
          switch (peek()) {
            case '"' -> basic();
            case '\'' -> literal();
            default -> take(BARE_KEY).orElseThrow(() -> wrong("a key is expected"));
          });
      skipBlanks();
      if (path.size() > MAX_PARTS) {
        throw wrong("a key of more than " + MAX_PARTS + " parts");
      }
    } while (skip("."));
    return path;
  }

  /** A string in single or double quotation marks, on one or several lines. */
  String string() {
    boolean hasEscapes = peek() == '"';
    String marks = hasEscapes ? "\"\"\"" : "'''";
    if (text.startsWith(marks, at)) {
      return lines(marks, hasEscapes);
    }
    return hasEscapes ? basic() : literal();
  }

  private String literal() {
    int end = text.indexOf('\'', at + 1);
    int endOfLine = text.indexOf('\n', at);
    if (end < 0 || endOfLine >= 0 && endOfLine < end) {
      throw wrong("a quotation mark is not closed");
    }
    String read = text.substring(at + 1, end);
    at = end + 1;
    return read;
  }

  private String basic() {
    StringBuilder read = new StringBuilder();
    for (at++; at < text.length() && peek() != '\n'; at++) {
      char c = peek();
      if (c == '"') {
        at++;
        return read.toString();
      }
      read.append(c == '\\' ? escaped() : String.valueOf(c));
    }
    throw wrong("a quotation mark is not closed");
  }

  /** A multi-line string up to its closing marks, which one or two more marks can follow. */
  private String lines(String marks, boolean hasEscapes) {
    StringBuilder read = new StringBuilder();
    at += marks.length();
    skipLineEnd();
    while (at < text.length()) {
      if (text.startsWith(marks, at)) {
        at += marks.length();
        for (int more = 0; more < 2 && at < text.length() && peek() == marks.charAt(0); more++) {
          read.append(text.charAt(at++));
        }
        return read.toString();
      }
      char c = peek();
      line += c == '\n' ? 1 : 0;
      if (hasEscapes && c == '\\' && isLastOfLine()) {
        skipLinesOfText();
        continue;
      }
      read.append(hasEscapes && c == '\\' ? escaped() : String.valueOf(c));
      at++;
    }
    throw wrong("a text of several lines is not closed");
  }

  /** A line end directly after the opening marks is not part of the string. */
  private void skipLineEnd() {
    at += peek() == '\r' && text.startsWith("\n", at + 1) ? 1 : 0;
    if (skip("\n")) {
      line++;
    }
  }

  private boolean isLastOfLine() {
    int next = at + 1;
    while (next < text.length() && " \t\r".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    return text.startsWith("\n", next);
  }

  /** A backslash at the end of a line removes all white space up to the next character. */
  private void skipLinesOfText() {
    for (at++; at < text.length() && Character.isWhitespace(peek()); at++) {
      line += peek() == '\n' ? 1 : 0;
    }
  }

  /** Decodes an escape; stops at its last character. */
  private String escaped() {
    at++;
    char c = at < text.length() ? peek() : ' ';
    int digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits > 0) {
      String hex = text.substring(at + 1, Math.min(at + 1 + digits, text.length()));
      if (hex.length() < digits
          || !hex.matches("[0-9A-Fa-f]+")
          || Long.parseLong(hex, 16) > Character.MAX_CODE_POINT) {
        throw wrong("\\" + c + " needs " + digits + " hexadecimal digits of a character");
      }
      at += digits;
      return Character.toString(Integer.parseInt(hex, 16));
    }
    int which = "btnfre\"\\".indexOf(c);
    if (which < 0) {
      throw wrong("\\" + c + " is not an escape");
    }
    return "\b\t\n\f\r\u001b\"\\".substring(which, which + 1);
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /** From 1. */
  int line() {
    return line;
  }

  /** From 1. */
  int column() {
    if (lineOfStart != line) {
      lineOfStart = line;
      start = text.lastIndexOf('\n', at - 1) + 1;
    }
    return at - start + 1;
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /** Skips these characters if they are next. */
  boolean skip(String expected) {
    boolean is = text.startsWith(expected, at);
    at += is ? expected.length() : 0;
    return is;
  }

  /** Skips these characters and the blanks before them. */
  void expect(String expected) {
    skipBlanks();
    if (!skip(expected)) {
      throw wrong("'" + expected + "' is expected");
    }
  }

  /** Returns and skips the match of the pattern at the current position. */
  Optional<String> take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher.group());
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** Skips blanks, line ends and comments. */
  void skipLines() {
    while (at < text.length()) {
      char c = peek();
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
        line += c == '\n' ? 1 : 0;
        at++;
      } else {
        return;
      }
    }
  }

  /** Requires that only blanks and a comment follow on this line. */
  void endOfLine() {
    skipBlanks();
    boolean isEnd = at >= text.length() || "\r\n#".indexOf(peek()) >= 0;
    if (!isEnd) {
      throw wrong("the end of the line is expected");
    }
  }

  IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("line " + line + ": " + why);
  }
}
