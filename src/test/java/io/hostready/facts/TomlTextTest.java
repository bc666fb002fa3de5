package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.json.JsonArray;
import io.hostready.json.JsonKind;
import io.hostready.json.JsonLimitException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomlTextTest {

  private static String json(JsonValue value) {
    return switch (value) {
      case JsonScalar(JsonKind kind, String text, _, _) ->
          kind == JsonKind.STRING ? "'" + text + "'" : text;
      case JsonArray array ->
          array.items().stream().map(TomlTextTest::json).collect(Collectors.joining(" ", "[", "]"));
      case JsonObject object ->
          object.members().entrySet().stream()
              .map(e -> e.getKey() + ":" + json(e.getValue()))
              .collect(Collectors.joining(" ", "{", "}"));
    };
  }

  private static String read(String toml) {
    return json(TomlText.parse(toml));
  }

  private static String position(String toml, String pointer) {
    JsonValue value = TomlText.parse(toml).at(pointer).orElseThrow();
    String path = value instanceof JsonObject object ? " " + object.path() : "";
    return value.line() + ":" + value.column() + path;
  }

  /** A bar stands for a line end. Source: the examples of https://toml.io/en/v1.0.0. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "key = \"value\" # comment; {key:'value'}",
        "# only a comment; {}",
        "bare_key-1 = 1|\"127.0.0.1\" = 'a'|'k y' = true; {bare_key-1:1 127.0.0.1:'a' k y:true}",
        "a.b.c = 1|a . d = 2|a.\"x.y\" = 3; {a:{b:{c:1} d:2 x.y:3}}",
        "s = \"a\\tb\\\"\\\\ \\u00e9\"; {s:'a\tb\"\\ \u00e9'}",
        "s = 'C:\\new'; {s:'C:\\new'}",
        "s = \"\"\"a \"q\" b\"\"\"; {s:'a \"q\" b'}",
        "s = \"\"\"a \\|   b\"\"\"; {s:'a b'}",
        "s = \"\"\"|a|b\"\"\"; `{s:'a\nb'}`",
        "s = '''|a'''; {s:'a'}",
        "s = '''it''s \\ raw'''; {s:'it''s \\ raw'}",
        "s = \"\"\"\"quoted\"\"\"\"; {s:'\"quoted\"'}",
        "n = [+99, -1_000, 0xDEAD_beef, 0o755, 0b1, 6.626e-34, inf, -nan]; {n:[+99 -1000 0xDEADbeef"
            + " 0o755 0b1 6.626e-34 inf -nan]}",
        "d = [1979-05-27T07:32:00Z, 1979-05-27, 07:32:00.5, 1979-05-27 07:32:00-07:00];"
            + " {d:['1979-05-27T07:32:00Z' '1979-05-27' '07:32:00.5' '1979-05-27 07:32:00-07:00']}",
        "a = [ [1, 2], [\"a\"], {x = 1}, ]; {a:[[1 2] ['a'] {x:1}]}",
        "a = [|  # first|  \"cri\",|  \"b\" # last|]; {a:['cri' 'b']}",
        "a = []; {a:[]}",
        "t = {}|u = {a.b = 1, c = [ 1 ]}; {t:{} u:{a:{b:1} c:[1]}}",
        "[a.b]|c = 1|[a]|d = 2|[x.\"y.z\"]|e = 3; {a:{b:{c:1} d:2} x:{y.z:{e:3}}}",
        "[[p]]|n = 1|[[p]]|[p.q]|n = 2|[[p.r]]|n = 3; {p:[{n:1} {q:{n:2} r:[{n:3}]}]}",
        "[ a . 'b' ] # comment; {a:{b:{}}}",
        "a = 1|; {a:1}",
      })
  void whatTomlAllowsIsRead(String toml, String expected) {
    assertEquals(expected, read(toml.replace('|', '\n')));
  }

  @Test
  void linesMayEndAsOnWindows() {
    assertEquals("{a:1 b:{c:'d'}}", read("\ufeffa = 1\r\n\r\n[b] # x\r\nc = 'd'\r\n"));
  }

  @Test
  void linesOfATextEndAsOnWindows() {
    assertEquals("{s:'a\r\nb'}", read("s = \"\"\"\r\na\r\nb\"\"\""));
  }

  @Test
  void aNumberMayHaveAnyNumberOfDigits() {
    String digits = "1".repeat(100_000);
    assertEquals("{a:" + digits + "." + digits + "}", read("a = " + digits + "." + digits));
    assertEquals("{a:" + digits + "}", read("a = " + digits.replace("11", "1_1")));
  }

  @Test
  void messagesQuoteTheBeginningOfALongName() {
    String name = "k".repeat(100_000);
    String said =
        assertThrows(IllegalArgumentException.class, () -> read((name + " = 1\n").repeat(2)))
            .getMessage();
    assertEquals("line 2: '" + "k".repeat(60) + "' is defined a second time", said);
  }

  @Test
  void aValueKnowsWhereItIs() {
    assertEquals("4:5", position("a = \"\"\"\nx\n\"\"\"\nb = 1", "/b"));
    assertEquals("3:5", position("[a]\n\nb = [\n1]", "/a/b"));
    assertEquals("4:4", position("[a]\n\nb = [\n1, 2]", "/a/b/1"));
    assertEquals("2:1 a[1]", position("[[a]]\n[[a]]\nb.c = 1", "/a/1"));
    assertEquals("1:13 a.b[0].c", position("a.b = [{c = {}}]", "/a/b/0/c"));
    assertEquals("3:7", position("[[a]]\n[[a]]\nb.c = 1", "/a/1/b/c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = [cri]",
        "a = cri",
        "a",
        "a =",
        "= 1",
        "a = 1 b = 2",
        "a = 1\na = 2",
        "[a]\n[a]",
        "[a",
        "[a]]",
        "[[a]",
        "[a]\nb = 1\n[a.b]",
        "a = 1\n[a]",
        "a = {b = 1}\n[a.c]",
        "a = {b = 1}\na.c = 2",
        "a = []\n[[a]]",
        "a = \"b",
        "a = \"b\nc\"",
        "a = 'b\nc'",
        "a = \"\"\"b",
        "a = \"\\x\"",
        "a = \"\\u12\"",
        "a = \"\\uD\"",
        "a = [1, 2",
        "a = [1 2]",
        "a = {b = 1",
        "a = 01",
        "a = 1__0",
        "a = True",
        "a: 1",
        "{\"a\": 1}",
        "plugins.\"x = 1",
      })
  void whatTomlForbidsIsRefusedWithTheLine(String toml) {
    String said = assertThrows(IllegalArgumentException.class, () -> read(toml)).getMessage();
    assertTrue(said.matches("line \\d: .+"), said);
  }

  @Test
  void depthAndLengthAreBounded() {
    assertThrows(IllegalArgumentException.class, () -> read("a = " + "[".repeat(10_000)));
    assertThrows(IllegalArgumentException.class, () -> read("a" + ".a".repeat(10_000) + " = 1"));
    assertThrows(JsonLimitException.class, () -> read("#".repeat(JsonLimits.SETTINGS.size() + 1)));
    // The deepest that is read is not too deep for what goes through it.
    String key = "a" + ".a".repeat(18);
    json(TomlText.parse((key + " = {").repeat(19) + "}".repeat(19)));
  }
}
