package io.hostready.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEditTest {

  private static String merged(String text, String wanted) {
    return JsonEdit.merge(text, JsonReader.readObject(wanted, JsonLimits.SETTINGS));
  }

  @Test
  void aNewFileIsIndented() {
    assertEquals(
        """
        {
          "live-restore": true,
          "log-opts": {
            "max-file": "3",
            "max-size": "10m"
          },
          "dns": [
            "1.1.1.1"
          ],
          "mtu": 1400
        }
        """,
        merged(
            "",
            """
            {"live-restore": true, "log-opts": {"max-file": "3", "max-size": "10m"},
             "dns": ["1.1.1.1"], "mtu": 1400}
            """));
  }

  @Test
  void orderIndentationAndOddSpacingOfTheOperatorStay() {
    String before = "{\n\t\"zeta\" : [1,2 ,3],\n\n\t\"alpha\":{\"x\" :1}\n}";
    assertEquals(
        "{\n\t\"zeta\" : [1,2 ,3],\n\n\t\"alpha\":{\"x\" :1, \"y\": \"2\"},\n\t\"debug\": true\n}",
        merged(before, "{\"alpha\": {\"y\": \"2\"}, \"debug\": true}"));
  }

  @Test
  void aValueIsReplacedInItsPlace() {
    assertEquals(
        "{\n  \"a\": 1,\n  \"storage-driver\": \"overlay2\",\n  \"b\": 2\n}\n",
        merged(
            "{\n  \"a\": 1,\n  \"storage-driver\": \"vfs\",\n  \"b\": 2\n}\n",
            "{\"storage-driver\": \"overlay2\"}"));
  }

  @Test
  void objectsAreMergedMemberByMember() {
    assertEquals(
        "{\n"
            + "    \"log-opts\": {\n"
            + "        \"max-size\": \"10m\",\n"
            + "        \"max-file\": \"3\"\n"
            + "    }\n"
            + "}\n",
        merged(
            "{\n    \"log-opts\": {\n        \"max-size\": \"1g\"\n    }\n}\n",
            "{\"log-opts\": {\"max-size\": \"10m\", \"max-file\": \"3\"}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"debug\":true}",
        "{ \"dns\" : [ \"1.1.1.1\",\n\"8.8.8.8\" ], \"debug\" : true }",
        "{\"\\u0064ebug\": true}"
      })
  void whatIsSoAlreadyIsLeftByteForByte(String text) {
    assertEquals(text, merged(text, "{\"debug\": true}"));
  }

  @Test
  void sameListWrittenOtherwiseIsNoChange() {
    String text = "{\"dns\" : [ \"1.1.1.1\" ,\"8.8.8.8\"]}";
    assertEquals(text, merged(text, "{\"dns\": [\"1.1.1.1\", \"8.8.8.8\"]}"));
    assertEquals("{\"dns\" : [\"8.8.8.8\"]}", merged(text, "{\"dns\": [\"8.8.8.8\"]}"));
  }

  @Test
  void emptyObjectsAreOpened() {
    assertEquals("{\n  \"debug\": true\n}\n", merged("{}\n", "{\"debug\": true}"));
    assertEquals("{\n  \"debug\": true\n}", merged("{  }", "{\"debug\": true}"));
    assertEquals(
        "{\n  \"log-opts\": {\n    \"a\": \"b\"\n  }\n}",
        merged("{\n  \"log-opts\": {}\n}", "{\"log-opts\": {\"a\": \"b\"}}"));
  }

  @Test
  void aKeyThatStandsTwiceChangesWhereItCounts() {
    assertEquals(
        "{\"debug\": false, \"debug\": true}",
        merged("{\"debug\": false, \"debug\": false}", "{\"debug\": true}"));
  }

  @Test
  void bracketsAndQuotesInStringsAreText() {
    assertEquals("{\"a\": \"}\\\"{[\", \"b\": 1}", merged("{\"a\": \"}\\\"{[\"}", "{\"b\": 1}"));
  }

  @Test
  void lineEndsOfWindowsStay() {
    assertEquals(
        "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}\r\n",
        merged("{\r\n  \"a\": 1\r\n}\r\n", "{\"b\": 2}"));
  }

  @Test
  void byteOrderMarkStays() {
    assertEquals("\ufeff{\"a\": 1, \"b\": 2}", merged("\ufeff{\"a\": 1}", "{\"b\": 2}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": 1,}", "{\"a\": 1} x", "[1]", "\"text\"", "{'a': 1}", "{"})
  void whatIsNoJsonObjectIsLeftForAPerson(String text) {
    assertThrows(JsonException.class, () -> merged(text, "{\"b\": 2}"));
  }

  private static String without(String text, String... path) {
    return JsonEdit.remove(text, java.util.List.of(path));
  }

  @Test
  void aMemberIsRemovedWithItsCommaAndEverythingElseStays() {
    String text = "{\n\t\"graph\" : \"/g\" ,\n\n\t\"b\":{\"x\" :1, \"y\": [2]},\n  \"c\": 3\n}";
    assertEquals("{\n\t\"b\":{\"x\" :1, \"y\": [2]},\n  \"c\": 3\n}", without(text, "graph"));
    assertEquals(
        "{\n\t\"graph\" : \"/g\" ,\n\n\t\"b\":{\"x\" :1, \"y\": [2]}\n}", without(text, "c"));
    assertEquals(
        "{\n\t\"graph\" : \"/g\" ,\n\n\t\"b\":{\"y\": [2]},\n  \"c\": 3\n}",
        without(text, "b", "x"));
    assertEquals(text, without(text, "d"));
    assertEquals(text, without(text, "c", "x"));
  }

  @Test
  void theOnlyMemberLeavesAnEmptyObject() {
    assertEquals("{}\n", without("{\n  \"a\": 1\n}\n", "a"));
    assertEquals("{}", without("{\"a\": 1, \"a\": 2}", "a"));
    assertEquals("{\"b\": 3}", without("{\"a\": 1, \"a\": 2, \"b\": 3}", "a"));
    assertEquals("{\"b\": 3}", without("{\"b\": 3, \"a\": 1, \"a\": 2}", "a"));
    assertEquals("{\"b\": 3}", without("{\"a\": 1, \"b\": 3, \"a\": 2}", "a"));
  }
}
