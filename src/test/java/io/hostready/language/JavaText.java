package io.hostready.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a Java source file that people read. Everything else is replaced by spaces, so that
 * offsets and line numbers stay the same.
 */
final class JavaText {

  /** Text block, string, character, block comment, line comment. Source: JLS 3.7, 3.10. */
  private static final Pattern PART =
      Pattern.compile(
          "(?s)\"\"\".*?(?<!\\\\)\"\"\""
              + "|\"(?:\\\\.|[^\"\\\\\\n])*\""
              + "|'(?:\\\\.|[^'\\\\\\n])+'"
              + "|/\\*.*?\\*/"
              + "|//[^\\n]*");

  private JavaText() {}

  /** The comments, without the code in {@code and link tags. */
  static String comments(String source) {
    return keep(source, true, false);
  }

  /** The strings and text blocks. */
  static String strings(String source) {
    return keep(source, false, true);
  }

  private static String keep(String source, boolean comments, boolean strings) {
    StringBuilder text = new StringBuilder(source.replaceAll("[^\\n]", " "));
    Matcher matcher = PART.matcher(source);
    while (matcher.find()) {
      String part = matcher.group();
      boolean isComment = part.startsWith("/");
      if (isComment ? comments : strings && part.startsWith("\"")) {
        text.replace(
            matcher.start(),
            matcher.end(),
            isComment
                ? Blanked.of(part, "\\{@(code|link|value|literal) [^}]*}")
                : Blanked.of(part, "\\\\n|^\"\"\"|^\"|\"$"));
      }
    }
    return text.toString();
  }
}
