package io.hostready.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines, words parted by white space, and numbers, as the kernel's tables have them. Without
 * regular expressions and streams: a check reads some thousand such lines, most of its code runs
 * once, and {@link java.util.regex} then costs ten times the rest.
 */
final class Fields {

  private Fields() {}

  /** The lines of a text, as {@link String#lines} parts them. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int length = text.length();
    int start = 0;
    int end = -1; // the next LF, looked for once: a hostile text is all CR
    while (start < length) {
      if (end < start) {
        end = text.indexOf('\n', start);
        end = end < 0 ? length : end;
      }
      int ended = text.indexOf('\r', start, end);
      lines.add(text.substring(start, ended < 0 ? end : ended));
      start = ended < 0 || ended + 1 == end ? end + 1 : ended + 1;
    }
    return lines;
  }

  /** The words of a text; one that is empty where the text is. */
  static String[] of(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /** The first words of a text, the last of them with all that follows it. */
  static String[] of(String text, int most) {
    String rest = text.strip();
    List<String> words = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < rest.length() && words.size() < most - 1) {
      if (isSpace(rest.charAt(at))) {
        words.add(rest.substring(start, at));
        do {
          at++;
        } while (isSpace(rest.charAt(at))); // it does not end with a space
        start = at;
      }
      at++;
    }
    words.add(rest.substring(start));
    return words.toArray(new String[0]);
  }

  /** As {@code \s} of a regular expression. */
  private static boolean isSpace(char one) {
    return one == ' ' || one <= '\r' && one >= '\t';
  }

  /** Whether a text has something in it, and nothing but visible ASCII. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '!' || text.charAt(i) > '~') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether a text is one to so many digits, 0 to 9. */
  static boolean isNumber(String text, int mostDigits) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return length > 0 && length <= mostDigits;
  }
}
