package io.hostready.fuzz;

import io.hostready.host.Host;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An input of any size that is made to cost much: a beginning, a part that is repeated, an end.
 * {@code {i}} in the repeated part is its number, so that the parts differ.
 */
record InputShape(String beginning, String repeated, String end) {

  static InputShape of(String repeated) {
    return new InputShape("", repeated, "");
  }

  /** The input of about so many bytes. */
  byte[] bytes(int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size + 64);
    out.writeBytes(encoded(beginning));
    byte[] part = encoded(repeated);
    boolean isNumbered = repeated.contains("{i}");
    for (int i = 0; out.size() + end.length() + part.length <= size; i++) {
      out.writeBytes(isNumbered ? encoded(repeated.replace("{i}", String.valueOf(i))) : part);
    }
    out.writeBytes(encoded(end));
    return out.toByteArray();
  }

  /**
   * The largest input up to so many bytes that a host gives as a text: one with more lines or words
   * is refused before any reader sees it.
   */
  byte[] text(int most) {
    byte[] all = bytes(most);
    double part =
        Math.min(
            Host.MAX_LINES / (1.0 + count(all, "\n\r")),
            Host.MAX_WORDS / (1.0 + count(all, " ,\n\t\r")));
    return part >= 1 ? all : bytes((int) (part * all.length));
  }

  /** How many of its bytes are one of these; words have no more of them between. */
  private static long count(byte[] text, String characters) {
    long count = 0;
    for (byte one : text) {
      count += characters.indexOf(one) >= 0 ? 1 : 0;
    }
    return count;
  }

  private static byte[] encoded(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
