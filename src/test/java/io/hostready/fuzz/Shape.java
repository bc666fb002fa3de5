package io.hostready.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An input of any size that is made to cost much: a beginning, a part that is repeated, an end.
 * {@code {i}} in the repeated part is its number, so that the parts differ.
 */
record Shape(String beginning, String repeated, String end) {

  static Shape of(String repeated) {
    return new Shape("", repeated, "");
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

  private static byte[] encoded(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
