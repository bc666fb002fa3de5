package io.hostready.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  private final Problems problems = new Problems();

  private YamlNode read(String text) {
    Optional<YamlNode> node = YamlReader.read("f", text, problems);
    assertEquals(List.of(), problems.sorted());
    return node.orElseThrow();
  }

  private List<String> complaints(byte[] content) {
    YamlReader.read("f", content, problems);
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  private List<String> complaints(String content) {
    return complaints(content.getBytes(StandardCharsets.UTF_8));
  }

  private static YamlNode at(YamlNode map, String key) {
    return ((YamlNode.Mapping) map).entries().get(key).value();
  }

  @Test
  void nodesKnowWhereTheyStand() {
    YamlNode map = read("# comment\na: x\nlist:\n  - one\n  - {b: two}\n");
    assertEquals("f:2:1", map.at().toString());
    assertEquals("f:2:4", at(map, "a").at().toString());
    YamlNode.Entry list = ((YamlNode.Mapping) map).entries().get("list");
    assertEquals("f:3:1", list.keyAt().toString());
    List<YamlNode> items = ((YamlNode.Sequence) list.value()).items();
    assertEquals("f:4:5", items.getFirst().at().toString());
    assertEquals("f:5:9", at(items.getLast(), "b").at().toString());
  }

  @Test
  void aValueIsItsTextWhateverYamlWouldMakeOfIt() {
    YamlNode map = read("a: 0644\nb: 3.10\nc: yes\nd: 'true'\ne: 2024-01-01\nf: 1_000\n");
    for (Map.Entry<String, String> entry :
        Map.of("a", "0644", "b", "3.10", "c", "yes", "d", "true", "e", "2024-01-01", "f", "1_000")
            .entrySet()) {
      assertEquals(entry.getValue(), ((YamlNode.Scalar) at(map, entry.getKey())).text());
    }
    assertTrue(!((YamlNode.Scalar) at(map, "d")).plain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:", "a: ~", "a: null", "a: Null", "a: NULL", "{a: }"})
  void aKeyWithNothingBehindItHasNothing(String yaml) {
    assertTrue(((YamlNode.Scalar) at(read(yaml), "a")).isNothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: ''", "a: \"\"", "a: 'null'", "a: '~'", "a: nil"})
  void aTextThatIsEmptyOrSaysNullIsAText(String yaml) {
    assertTrue(!((YamlNode.Scalar) at(read(yaml), "a")).isNothing());
  }

  @Test
  void lineEndsOfOtherSystemsAndAByteOrderMarkAreTaken() {
    YamlNode map = read("\ufeffa: x\r\nb:\r\n  - y\r\n");
    assertEquals("x", ((YamlNode.Scalar) at(map, "a")).text());
    assertEquals("f:3:5", ((YamlNode.Sequence) at(map, "b")).items().getFirst().at().toString());
    Problems none = new Problems();
    YamlReader.read("f", "\ufeffa: x\r\n".getBytes(StandardCharsets.UTF_8), none);
    assertTrue(none.isEmpty());
  }

  @Test
  void textBeyondAsciiIsTaken() {
    YamlNode map = read("a: Ünïcödé – 日本 🐳\n");
    assertEquals("Ünïcödé – 日本 🐳", ((YamlNode.Scalar) at(map, "a")).text());
  }

  @Test
  void aFileOfTheLargestSizeIsReadAndALargerOneNot() {
    String text = "a: x\n" + "# 890123456\n".repeat((YamlReader.MAX_BYTES - 5) / 12);
    text += "#".repeat(YamlReader.MAX_BYTES - text.length());
    assertEquals(List.of(), complaints(text));
    assertEquals(
        List.of("f: the file has 262145 bytes, the limit is 262144: split it"),
        complaints(text + "\n"));
  }

  @Test
  void aLineOfTheLargestLengthIsReadAndALongerOneNot() {
    String line = "a: " + "x".repeat(YamlReader.MAX_LINE - 3) + "\n";
    assertEquals(List.of(), complaints("# first\n" + line));
    assertEquals(
        List.of("f:2:16384: the line has 16385 characters, the limit is 16384: split it"),
        complaints("# first\nx" + line));
  }

  @Test
  void nestingIsReadToTheLimitAndNoDeeper() {
    int most = YamlReader.MAX_DEPTH;
    read("[".repeat(most) + "x" + "]".repeat(most));
    assertEquals(
        List.of("f:1:26: YAML nested more than 24 levels deep"),
        complaints("[".repeat(most + 1) + "x" + "]".repeat(most + 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "- - ", "!x [", "&a [", "\"a ", "'a "})
  void aFileMadeToCostTimeCostsLittle(String opening) {
    String text = opening.repeat(YamlReader.MAX_BYTES / opening.length());
    assertTimeoutPreemptively(
        Eventually.LIMIT,
        () -> assertTrue(!complaints(text).isEmpty() && complaints(text).size() < 100));
  }

  @Test
  void aHundredThousandMistakesAreFoundInGoodTime() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < YamlReader.MAX_BYTES - 10; i++) {
      text.append('k').append(i % 1000).append(":\n");
    }
    assertTimeoutPreemptively(
        Eventually.LIMIT, () -> assertTrue(complaints(text.toString()).size() > 30_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x1b, 0x7f, 0x9b, 0xfffe})
  void aCharacterThatIsNoTextIsToldWithItsPlace(int point) {
    assertEquals(
        List.of(
            String.format(
                "f:2:4: invalid control character U+%04X: remove it, or write \\u%04x in double"
                    + " quotes",
                point, point)),
        complaints("a: b\nc: " + Character.toString(point) + "\n"));
  }

  @Test
  void bytesThatAreNoUtf8AreToldWithTheirPlace() {
    byte[] latin = "a: b\nc: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        List.of("f:2:7: invalid UTF-8 byte 0xe9: save the file as UTF-8"), complaints(latin));
  }

  @Test
  void aCutOffCharacterAtTheEndIsTold() {
    assertEquals(
        List.of("f:1:4: invalid UTF-8 byte 0xe2: save the file as UTF-8"),
        complaints(new byte[] {'a', ':', ' ', (byte) 0xe2, (byte) 0x80}));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"\\x, 1:4",
        "\"\\u, 1:4",
        "\"\\U, 1:4",
        "a: \"\\UFFFFFFFF\", 1:7",
      })
  void anEscapeWithoutItsDigitsIsReported(String text, String place) {
    assertEquals(
        List.of(
            "f:"
                + place
                + ": invalid escape in double quotes: use \\x with 2, \\u with 4 or \\U with 8"
                + " hexadecimal digits, or single quotes"),
        complaints(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "\ufeff", "   "})
  void aFileWithoutADocumentIsEmpty(String text) {
    assertEquals(List.of("f: the file is empty: use one YAML map"), complaints(text));
  }

  @Test
  void theKeyThatStandsTwiceKeepsItsFirstValue() {
    Optional<YamlNode> node = YamlReader.read("f", "a: 1\nb: 2\na: 3\na: 4\n", problems);
    assertEquals(2, problems.sorted().size());
    assertEquals("1", ((YamlNode.Scalar) at(node.orElseThrow(), "a")).text());
  }

  @Test
  void whatAnAliasStandsForIsNotAskedAgain() {
    YamlNode known = YamlReader.read("f", "a: &x [1]\nb: *x\n", problems).orElseThrow();
    ValueSchema.listOf(ValueSchema.text(), 1).read(at(known, "b"), problems);
    assertEquals(
        List.of("f:1:4: '&x': anchors and aliases are not allowed: write the value out"),
        problems.sorted().stream().map(Problem::toString).toList());
  }

  @Test
  void anAliasOfNothingIsToldAsOne() {
    assertEquals(
        List.of("f:1:4: '*y': anchors and aliases are not allowed: write the value out"),
        complaints("a: *y\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"? [a]\n: b\n", "? {a: b}\n: c\n"})
  void aKeyThatIsNoWordIsRefused(String text) {
    assertTrue(complaints(text).getFirst().endsWith(": use a string"));
  }
}
