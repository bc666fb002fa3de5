package io.hostready.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSchemaTest {

  private static final Map<String, ValueSchema<?>> TYPES =
      Map.ofEntries(
          Map.entry("text", ValueSchema.text()),
          Map.entry("name", ValueSchema.matching("a name", Pattern.compile("[a-z]+|-|0|1"))),
          Map.entry("path", ValueSchema.path()),
          Map.entry("number", ValueSchema.number(1, 10)),
          Map.entry("count", ValueSchema.number(0, Long.MAX_VALUE)),
          Map.entry("flag", ValueSchema.flag()),
          Map.entry("word", ValueSchema.word(List.of("y", "m", "n"))),
          Map.entry("regex", ValueSchema.regularExpression()),
          Map.entry("list", ValueSchema.listOf(ValueSchema.number(1, 10), 2)),
          Map.entry("more", ValueSchema.oneOrMore(ValueSchema.word(List.of("y", "m", "n")))),
          Map.entry("map", ValueSchema.mapOf(ValueSchema.number(1, 10))),
          Map.entry(
              "named",
              ValueSchema.mapOf(
                  ValueSchema.matching("a name", Pattern.compile("[a-z]+")), ValueSchema.text())));

  private static YamlNode node(String yaml) {
    Problems problems = new Problems();
    YamlNode node = YamlReader.read("test", "v: " + yaml, problems).orElseThrow();
    assertEquals(List.of(), problems.sorted());
    return ((YamlNode.Mapping) node).entries().get("v").value();
  }

  /** Reader and schema must agree; the table is the whole truth of both. */
  @ParameterizedTest(name = "{0} takes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text   | a word           | a word",
        "text   | 'quoted: text'   | quoted: text",
        "text   | 1                | 1",
        "text   | 0644             | 0644",
        "text   | 3.10             | 3.10",
        "text   | true             | true",
        "text   | ' x '            | ` x `",
        "name   | abc              | abc",
        "name   | 1                | 1",
        "path   | /                | /",
        "path   | /srv/docker      | /srv/docker",
        "path   | /srv/..docker..x | /srv/..docker..x",
        "path   | /srv/a..b/...    | /srv/a..b/...",
        "number | 1                | 1",
        "number | 10               | 10",
        "number | '7'              | 7",
        "count  | 0                | 0",
        "count  | 9223372036854775807 | 9223372036854775807",
        "flag   | true             | true",
        "flag   | 'false'          | false",
        "word   | y                | y",
        "word   | \"m\"            | m",
        "regex  | ^a+$             | ^a+$",
        "regex  | 22               | 22",
        "regex  | ' '              | ` `",
        "list   | [1, 2]           | [1, 2]",
        "list   | [1, 2, 3]        | [1, 2, 3]",
        "more   | y                | [y]",
        "more   | [y, m]           | [y, m]",
        "map    | {a: 1, B c: 10}  | {a=1, B c=10}",
        "named  | {a: x}           | {a=x}",
      })
  void aValueOfTheTypeIsTaken(String type, String yaml, String value) {
    Problems problems = new Problems();
    Optional<?> read = TYPES.get(type).read(node(yaml), problems);
    assertEquals(List.of(), problems.sorted());
    assertEquals(value, read.orElseThrow().toString());
    assertEquals(List.of(), new EditorView(TYPES.get(type).schema()).complaints(node(yaml)));
  }

  @ParameterizedTest(name = "{0} refuses {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text   | ``",
        "text   | ~",
        "text   | null",
        "text   | Null",
        "text   | ''",
        "text   | '  '",
        "text   | [a]",
        "text   | {a: b}",
        "name   | ABC",
        "name   | a b",
        "name   | ab1",
        "path   | srv",
        "path   | ./srv",
        "path   | /srv/../etc",
        "path   | /..",
        "path   | /srv/..",
        "path   | 1",
        "path   | true",
        "path   | ''",
        "number | 0",
        "number | 11",
        "number | -1",
        "number | 1.5",
        "number | many",
        "number | '1 0'",
        "number | ''",
        "number | true",
        "number | [1]",
        "count  | -1",
        "count  | 9223372036854775808",
        "flag   | yes",
        "flag   | 1",
        "flag   | ''",
        "flag   | ~",
        "flag   | [true]",
        "word   | Y",
        "word   | ~",
        "word   | ''",
        "word   | [y]",
        "word   | {y: y}",
        "regex  | ''",
        "regex  | ~",
        "regex  | [a]",
        "list   | 1",
        "list   | []",
        "list   | [1]",
        "list   | [1, x]",
        "list   | {a: 1}",
        "list   | [1, [2]]",
        "more   | x",
        "more   | []",
        "more   | [y, x]",
        "more   | ~",
        "more   | {y: m}",
        "map    | {}",
        "map    | []",
        "map    | {a: x}",
        "map    | x",
        "named  | {A: x}",
        "named  | {a: ''}",
      })
  void anyOtherValueIsRefused(String type, String yaml) {
    Problems problems = new Problems();
    Optional<?> read = TYPES.get(type).read(node(yaml), problems);
    assertTrue(read.isEmpty(), () -> "was read as " + read);
    assertEquals(1, problems.sorted().size(), () -> problems.sorted().toString());
    String message = problems.sorted().getFirst().message();
    assertTrue(message.matches("(invalid|empty) .*: use .*[^.]"), message);
    List<String> complaints = new EditorView(TYPES.get(type).schema()).complaints(node(yaml));
    assertTrue(!complaints.isEmpty(), "the schema takes it");
  }

  @Test
  void anExpressionThatDoesNotCompileIsRefusedWithThePlace() {
    Problems problems = new Problems();
    assertTrue(ValueSchema.regularExpression().read(node("'a(b'"), problems).isEmpty());
    assertEquals(
        "test:1:4: invalid regular expression 'a(b': Unclosed group at character 4. Escape special"
            + " characters with a backslash.",
        problems.sorted().getFirst().toString());
  }

  @ParameterizedTest
  @CsvSource({"m, m", "M, m", "mm, m", "nn, n"})
  void aSlipInAWordGetsTheNearestOne(String written, String meant) {
    Problems problems = new Problems();
    ValueSchema.word(List.of("y", "m", "n")).read(node(written), problems);
    if (written.equals(meant)) {
      assertTrue(problems.isEmpty());
    } else {
      String message = problems.sorted().getFirst().message();
      assertTrue(message.contains("Did you mean '" + meant + "'?"), message);
    }
  }

  @Test
  void everyItemsMistakeIsReported() {
    Problems problems = new Problems();
    ValueSchema.listOf(ValueSchema.number(1, 10), 1).read(node("[0, 5, 11, x]"), problems);
    assertEquals(3, problems.sorted().size());
  }

  @Test
  void aParameterMayStandForEachValue() {
    for (String type : List.of("text", "path", "number", "flag", "word", "more", "regex")) {
      assertEquals(
          List.of(),
          new EditorView(TYPES.get(type).schema()).complaints(node("${data-root}")),
          type);
    }
  }
}
