package io.hostready.capture;

import java.util.Locale;

/**
 * White space, control characters and backslashes in a word, written as octal numbers as in
 * proc_mounts(5): {@code \040} for a space.
 */
final class Escapes {

  private Escapes() {}

  static String escaped(String word) {
    StringBuilder escaped = null;
    for (int i = 0; i < word.length(); i++) {
      char each = word.charAt(i);
      if (each <= ' ' || each == '\\' || each == 0x7f) {
        escaped = escaped == null ? new StringBuilder(word.substring(0, i)) : escaped;
        escaped.append(String.format(Locale.ROOT, "\\%03o", (int) each));
      } else if (escaped != null) {
        escaped.append(each);
      }
    }
    return escaped == null ? word : escaped.toString();
  }

  static String unescaped(String word) {
    int at = word.indexOf('\\');
    if (at < 0) {
      return word;
    }
    StringBuilder plain = new StringBuilder(word.length());
    int from = 0;
    for (; at >= 0; at = word.indexOf('\\', from)) {
      plain.append(word, from, at);
      int code = 0;
      int digits = 0;
      while (digits < 3
          && at + 1 + digits < word.length()
          && word.charAt(at + 1 + digits) >= '0'
          && word.charAt(at + 1 + digits) <= '7') {
        code = code * 8 + word.charAt(at + 1 + digits++) - '0';
      }
      plain.append(digits == 3 ? (char) code : '\\');
      from = at + 1 + (digits == 3 ? 3 : 0);
    }
    return plain.append(word, from, word.length()).toString();
  }

  /** A reason as one line. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(each -> Character.isISOControl(each) ? ' ' : each)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }
}
