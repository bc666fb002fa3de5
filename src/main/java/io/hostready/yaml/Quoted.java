package io.hostready.yaml;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text that somebody else wrote, made fit to stand in a message: on one line, short, harmless. */
public final class Quoted {

  private static final int LONGEST = 80;

  private Quoted() {}

  /** The text in single quotes, cut where it is long. */
  public static String of(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= LONGEST
        ? "'" + harmless(text) + "'"
        : "'"
            + harmless(text.substring(0, text.offsetByCodePoints(0, LONGEST - 20)))
            + "...' ("
            + length
            + " characters)";
  }

  /** A few texts: "'a', 'b' and 3 more". */
  static String listed(List<String> texts) {
    String few = texts.stream().limit(3).map(Quoted::of).collect(Collectors.joining(", "));
    return texts.size() <= 3 ? few : few + " and " + (texts.size() - 3) + " more";
  }

  /** The whole text on one line: what controls a terminal or deceives the eye becomes an escape. */
  public static String harmless(String text) {
    if (text.codePoints().noneMatch(Quoted::isHarmful)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                  if (isHarmful(point)) {
                    String form = point < 0x100 ? "\\x%02x" : "\\u%04x";
                    shown.append(String.format(Locale.ROOT, form, point));
                  } else {
                    shown.appendCodePoint(point);
                  }
                }
              }
            });
    return shown.toString();
  }

  /** Control and format characters, and what no font can show; see UAX #9 for the overrides. */
  public static boolean isHarmful(int point) {
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
}
