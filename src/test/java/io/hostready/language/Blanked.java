package io.hostready.language;

import java.util.regex.Pattern;

/** Texts in which what a pattern matches is replaced by spaces; line ends stay. */
final class Blanked {

  private Blanked() {}

  static String of(String text, String regex) {
    return Pattern.compile(regex, Pattern.MULTILINE)
        .matcher(text)
        .replaceAll(match -> match.group().replaceAll("[^\\n]", " "));
  }
}
