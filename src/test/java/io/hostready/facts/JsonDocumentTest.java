package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.facts.JsonDocument.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

  // The example document of RFC 6901, section 5.
  private static final String RFC =
      """
      {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,
       "i\\\\j": 5, "k\\"l": 6, " ": 7, "m~n": 8}
      """;

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
    assertEquals(
        Optional.of(text),
        JsonDocument.parse(RFC).at(pointer).map(json -> ((Json.Scalar) json).text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no", "/foo/2", "/foo/-", "/foo/00", "/foo/0/x", "/foo/99999999999"})
  void pointersToNothingLeadNowhere(String pointer) {
    assertTrue(JsonDocument.parse(RFC).at(pointer).isEmpty());
  }

  @Test
  void theLastOfTwoEqualKeysCountsAndIsNoted() {
    JsonDocument read = JsonDocument.parse("{\"a\": {\"b\": 1,\n\"b\": 2}}");
    assertEquals(Optional.of(new Json.Scalar("number", "2", 2)), read.at("/a/b"));
    assertEquals(List.of("/a/b"), read.duplicates());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`{\"a\": 1,}`| line 1, column 9: ",
        "`{\"a\": 1} x`| line 1, column 11: ",
        "`{\"a\": 1} {}`| line 1: there is more after the end of the value",
        "`{'a': 1}`| line 1, column 2: ",
        "`// no\n{}`| line 1, column 1: ",
        "`{\"a\": [1`| line 1, column 9: ",
        "` `| there is no JSON value in it",
        "`{\"a\": 01}`| line 1, column 8: ",
      })
  void whatIsNoJsonIsSaidWithItsPlace(String text, String start) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> JsonDocument.parse(text));
    assertTrue(
        error.getMessage().startsWith(start), () -> error.getMessage() + " does not start so");
  }

  @Test
  void depthIsLimited() {
    String deep = "[".repeat(100_000);
    assertThrows(IllegalArgumentException.class, () -> JsonDocument.parse(deep));
  }

  @Test
  void aByteOrderMarkIsPassedOver() {
    assertTrue(JsonDocument.parse("\ufeff{\"a\": null}").at("/a").isPresent());
  }

  @Test
  void whatIsLongerThanAnySettingsIsNotLookedAt() {
    String most = "\"" + "x".repeat((1 << 20) - 2) + "\"";
    assertEquals(
        Optional.of(new Json.Scalar("string", most.substring(1, most.length() - 1), 1)),
        JsonDocument.parse(most).at(""));
    assertEquals(
        "it has 1048577 characters; settings are read up to 1048576",
        assertThrows(JsonDocument.TooLong.class, () -> JsonDocument.parse(most + " "))
            .getMessage());
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
    String why =
        assertThrows(IllegalArgumentException.class, () -> JsonDocument.parse(broken)).getMessage();
    assertTrue(why.matches("line \\d+, column \\d+: .*"), why);
    for (String word : List.of("Feature", "Source", "Stream", "`", "REDACTED", "enable")) {
      assertFalse(why.contains(word), why);
    }
  }
}
