package io.hostready.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines, words separated by white space, and numbers, as in the kernel's tables. A check reads
 * several thousand such lines, and a captured one up to a million: parsed without regular
 * expressions.
 */
public final class Columns {

  private Columns() {}

  /** The lines of a text one at a time, because a hostile text has millions. */
  public static Iterable<String> lines(String text) {
    return text.lines()::iterator;
  }

  /** The words of a text; one empty word if the text is empty. */
  public static String[] of(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /** The first words of a text; the last one has the rest of the text. */
  public static String[] of(String text, int most) {
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

  /** As {@code \s} in a regular expression. */
  private static boolean isSpace(char one) {
    return one == ' ' || one <= '\r' && one >= '\t';
  }

  /** Whether a text is not empty and has only visible ASCII characters. */
  public static boolean isPlain(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '!' && c <= '~');
  }

  /** Whether a text is one digit 0 to 9, up to a maximum number of digits. */
  public static boolean isNumber(String text, int mostDigits) {
    return !text.isEmpty()
        && text.length() <= mostDigits
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
