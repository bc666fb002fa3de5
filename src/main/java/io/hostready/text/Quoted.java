package io.hostready.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text from another source, made safe for a message: on one line, short, without control
 * characters.
 */
public final class Quoted {

  private static final int LONGEST = 80;

  private static final Pattern COMMAND =
      Pattern.compile("(?<!\\S)::(?=.*?::)|##(?=\\[)", Pattern.UNICODE_CHARACTER_CLASS);

  private Quoted() {}

  /** The text in single quotes, truncated if it is long. */
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
  public static String listed(List<String> texts) {
    String few = texts.stream().limit(3).map(Quoted::of).collect(Collectors.joining(", "));
    return texts.size() <= 3 ? few : few + " and " + (texts.size() - 3) + " more";
  }

  /** The whole text on one line: control characters and deceptive characters are escaped. */
  public static String harmless(String text) {
    if (text.codePoints().noneMatch(SafeText::isUnsafe)) {
      return withoutCommands(text);
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
                  if (SafeText.isUnsafe(point)) {
                    String form = point < 0x100 ? "\\x%02x" : "\\u%04x";
                    shown.append(String.format(Locale.ROOT, form, point));
                  } else {
                    shown.appendCodePoint(point);
                  }
                }
              }
            });
    return withoutCommands(shown.toString());
  }

  /**
   * Text on one line in which a runner of GitHub Actions that prints it finds no command: it
   * interprets {@code ::name::} at the start of a line, ignoring white space, and {@code ##[name]}
   * anywhere. Any white space can become the start of a line. Source: ActionCommand of
   * actions/runner.
   */
  public static String withoutCommands(String text) {
    return text.contains("::") || text.contains("##[")
        ? COMMAND
            .matcher(text)
            .replaceAll(
                mark -> {
                  char first = mark.group().charAt(0);
                  return Matcher.quoteReplacement(
                      String.format(Locale.ROOT, "\\x%02x%c", (int) first, first));
                })
        : text;
  }
}
