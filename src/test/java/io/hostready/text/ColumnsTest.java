package io.hostready.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

  private static final String LETTERS = "ab0:\u00e9\u00a0\u2003 \t\n\u000b\f\r\u001c";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "one",
        " one two ",
        "MemTotal:\t  16384 kB\n",
        "a\u00a0b\u2003c",
        "\u2003a\fb"
      })
  void wordsAreThoseOfTheRegularExpression(String text) {
    assertArrayEquals(text.strip().split("\\s+"), Columns.of(text));
    assertArrayEquals(text.strip().split("\\s+", 2), Columns.of(text, 2));
    assertArrayEquals(text.strip().split("\\s+", 1), Columns.of(text, 1));
  }

  @Test
  void wordsOfAnyTextAreThoseOfTheRegularExpression() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      wordsAreThoseOfTheRegularExpression(text.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "00123, true",
    "12345, true",
    "123456, false",
    "'', false",
    "-1, false",
    "1a, false",
    "' 1', false",
    "\u0661, false"
  })
  void numbersAreDigitsAlone(String text, boolean isOne) {
    assertEquals(isOne, Columns.isNumber(text, 5));
    assertEquals(isOne, text.matches("[0-9]{1,5}"));
  }

  @ParameterizedTest
  @CsvSource({
    "ext4, true",
    "a-b_c.~!, true",
    "'', false",
    "a b, false",
    "\u00e9, false",
    "\u007f, false"
  })
  void plainIsVisibleAscii(String text, boolean isPlain) {
    assertEquals(isPlain, Columns.isPlain(text));
  }
}
