package io.hostready.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  // The example document of RFC 6901, section 5.
  private static final String RFC =
      """
      {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,
       "i\\\\j": 5, "k\\"l": 6, " ": 7, "m~n": 8}
      """;

  private static JsonValue read(String text) {
    return JsonReader.read(text, JsonLimits.SETTINGS);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/foo/0, bar",
        "/, 0",
        "/a~1b, 1",
        "/c%d, 2",
        "/e^f, 3",
        "/g|h, 4",
        "/i\\j, 5",
        "/k\"l, 6",
        "`/ `, 7",
        "/m~0n, 8"
      })
  void pointersOfTheRfcLeadWhereItSays(String pointer, String text) {
    assertEquals(Optional.of(text), read(RFC).at(pointer).map(json -> ((JsonScalar) json).text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no", "/foo/2", "/foo/-", "/foo/00", "/foo/0/x", "/foo/99999999999"})
  void pointersToNothingLeadNowhere(String pointer) {
    assertTrue(read(RFC).at(pointer).isEmpty());
  }

  @Test
  void theLastOfTwoEqualKeysCountsAndIsNoted() {
    JsonValue read = read("{\"a\": {\"b\": 1,\n\"b\": 2}}");
    JsonScalar last = (JsonScalar) read.at("/a/b").orElseThrow();
    assertEquals("2", last.text());
    assertEquals(2, last.line());
    assertEquals(List.of("/a/b"), read.duplicates());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`{\"a\": 1,}`| line 1, column 9: ",
        "`{\"a\": 1} x`| line 1, column 10: ",
        "`{\"a\": 1} {}`| line 1, column 10: text after the end of the value",
        "`{'a': 1}`| line 1, column 2: ",
        "`// no\n{}`| line 1, column 1: ",
        "`{\"a\": [1`| line 1, column 9: ",
        "` `| it has no JSON value",
        "`{\"a\": 01}`| line 1, column 8: ",
      })
  void whatIsNoJsonIsSaidWithItsPlace(String text, String start) {
    JsonSyntaxException error = assertThrows(JsonSyntaxException.class, () -> read(text));
    assertTrue(
        error.getMessage().startsWith(start), () -> error.getMessage() + " does not start so");
  }

  @Test
  void depthIsLimited() {
    String deep = "[".repeat(100_000);
    assertThrows(JsonLimitException.class, () -> read(deep));
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertTrue(read("\ufeff{\"a\": null}").at("/a").isPresent());
  }

  @Test
  void whatIsLongerThanAnySettingsIsNotLookedAt() {
    String most = "\"" + "x".repeat((1 << 20) - 2) + "\"";
    assertEquals((1 << 20) - 2, ((JsonScalar) read(most)).text().length());
    assertEquals(
        "it has 1048577 characters; at most 1048576 are read",
        assertThrows(JsonLimitException.class, () -> read(most + " ")).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1",
        "{\"a\": tru}",
        "{\"a\": \"x}",
        "{a: 1}",
        "{'a': 1}",
        "{\"a\": 01}",
        "{\"a\": +1}",
        "{\"a\": NaN}",
        "{\"a\": \"\\x\"}",
        "# c\n{}",
        "// c\n{}",
        "{\"a\":[1,2}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":\"\tb\"}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,}",
        "[,1]",
        "hello",
        "-",
        "1.",
        "\u0000",
      })
  void mistakesAreToldInWordsOfJsonRatherThanOfTheParser(String broken) {
    String why = assertThrows(JsonSyntaxException.class, () -> read(broken)).getMessage();
    assertTrue(why.matches("line \\d+, column \\d+: .*"), why);
    for (String word : List.of("Feature", "Source", "Stream", "`", "REDACTED", "enable")) {
      assertFalse(why.contains(word), why);
    }
  }

  @Test
  void valuesKnowWhereTheyAre() {
    JsonObject at =
        (JsonObject) read("{\n  \"a/b\": [1, {\"c\": {}}]}").at("/a~1b/1/c").orElseThrow();
    assertEquals("a/b[1].c", at.path().toString());
    assertEquals("/a~1b/1/c", at.path().pointer());
    assertEquals("2:20", at.line() + ":" + at.column());
  }

  @Test
  void numbersAreReadAsTheyAreWritten() {
    for (String number : List.of("-0", "1.50", "1E+3", "9".repeat(1000))) {
      assertEquals(number, ((JsonScalar) read(number)).text());
    }
    assertThrows(JsonLimitException.class, () -> read("9".repeat(1001)));
  }

  @Test
  void namesSetTwiceAreRefusedWhereTheLimitsSaySo() {
    JsonLimits strict = new JsonLimits(100, 5, 100, false);
    assertEquals(
        "line 1, column 9: duplicate name in an object",
        assertThrows(JsonSyntaxException.class, () -> JsonReader.read("{\"a\":1, \"a\":2}", strict))
            .getMessage());
  }
}
