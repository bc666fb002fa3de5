package io.hostready.text;

import java.util.Locale;
import java.util.stream.Collectors;

/** Text of a host, made safe to print: control and deceptive characters become escapes. */
public final class SafeText {

  private static final int LONGEST = 2000;

  private SafeText() {}

  /** Control and format characters, and unassigned ones; see UAX #9 for the overrides. */
  public static boolean isUnsafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /**
   * The text on one line, control and bidirectional characters escaped, truncated if it is very
   * long.
   */
  public static String line(String text) {
    return cut(text, LONGEST);
  }

  /** A message of several lines and any length, each line escaped. */
  public static String message(String text) {
    return text.lines().map(line -> cut(line, Integer.MAX_VALUE)).collect(Collectors.joining("\n"));
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest && isPlain(text)) {
      return Quoted.withoutCommands(text);
    }
    StringBuilder shown = new StringBuilder(Math.min(text.length(), longest) + 16);
    int[] points = text.codePoints().limit(longest).toArray();
    for (int point : points) {
      if (point == '\n') {
        shown.append("\\n");
      } else if (point == '\t') {
        shown.append(' ');
      } else if (isUnsafe(point)) {
        shown.append(String.format(Locale.ROOT, point < 0x100 ? "\\x%02x" : "\\u%04x", point));
      } else {
        shown.appendCodePoint(point);
      }
    }
    if (points.length == longest && text.codePointCount(0, text.length()) > longest) {
      shown.append("...");
    }
    return Quoted.withoutCommands(shown.toString());
  }

  /** A fast path: nearly all text is printable ASCII, and reports of many hosts have much of it. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
