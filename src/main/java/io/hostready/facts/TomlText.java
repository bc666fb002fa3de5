package io.hostready.facts;

import io.hostready.json.JsonArray;
import io.hostready.json.JsonKind;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonPath;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a TOML text into the same tree as JSON: tables become objects, dates become strings.
 * Accepts what TOML 1.0 allows, and some forms that it forbids of defining one table in two places.
 *
 * <p>This is our own parser because no library stays within the limits for a file that an attacker
 * can write (1 s and 64 MiB for the longest text): tomlj exceeds both and overflows the stack with
 * nested arrays; jackson-dataformat-toml has no line numbers and needs jackson-databind. Source:
 * https://toml.io/en/v1.0.0.
 */
public final class TomlText {

  /** Maximum depth of nested values; multiplied by the number of parts of each key. */
  private static final int MAX_DEPTH = 20;

  /** Maximum length of a name or word in a message, in characters. */
  private static final int MAX_QUOTED = 60;

  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:inf|nan|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|(?:0|(?=[1-9])D)(?:\\.D)?(?:[eE][+-]?D)?)"
              // Possessive: matched in a loop, for any number of digits.
              .replace("D", "\\d++(?:_\\d++)*+"));
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d(?:[Tt"
              + " ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d:\\d\\d)?)?"
              + "|\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?");
  private static final Pattern WORD = Pattern.compile("[^\\s,\\]}#]+");

  private final TomlScanner scanner;
  private int depth;

  private TomlText(String text) {
    scanner = new TomlScanner(text);
  }

  /** A table that is being filled, and whether a header or an inline value has completed it. */
  private static final class Table {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final JsonPath path;
    private final int line;
    private final int column;
    private boolean isDefined;
    private boolean isInline;

    Table(JsonPath path, int line, int column) {
      this.path = path;
      this.line = line;
      this.column = column;
    }

    JsonObject json() {
      Map<String, JsonValue> read = new LinkedHashMap<>();
      members.forEach((key, value) -> read.put(key, TomlText.json(value)));
      return new JsonObject(read, path, line, column);
    }
  }

  /** The tables of one [[header]], in order. */
  private record Tables(List<Table> all, JsonPath path) {}

  private static JsonValue json(Object value) {
    return switch (value) {
      case Table table -> table.json();
      case Tables(List<Table> all, _) ->
          new JsonArray(
              all.stream().<JsonValue>map(Table::json).toList(),
              all.getFirst().line,
              all.getFirst().column);
      case JsonValue json -> json;
      default -> throw new IllegalStateException(value.getClass().getName());
    };
  }

  /**
   * Parses a whole file.
   *
   * @throws io.hostready.json.JsonLimitException if the text is longer than any configuration file
   * @throws IllegalArgumentException with the line if the text is not TOML
   */
  public static JsonValue parse(String text) {
    JsonLimits.SETTINGS.checkLength(text);
    return new TomlText(text).document().json();
  }

  private Table document() {
    Table root = table(JsonPath.ROOT);
    Table current = root;
    for (scanner.skipLines(); !scanner.isAtEnd(); scanner.skipLines()) {
      if (scanner.peek() == '[') {
        current = header(root);
      } else {
        assignment(current);
      }
      scanner.endOfLine();
    }
    return root;
  }

  private Table header(Table root) {
    int line = scanner.line();
    int column = scanner.column();
    boolean isOfMany = scanner.skip("[[");
    if (!isOfMany) {
      scanner.expect("[");
    }
    List<String> path = scanner.key();
    scanner.expect(isOfMany ? "]]" : "]");
    Table parent = descend(root, path.subList(0, path.size() - 1), false);
    String name = path.getLast();
    JsonPath way = parent.path.member(name);
    Object there = parent.members.get(name);
    if (isOfMany) {
      Tables tables =
          switch (there) {
            case null -> new Tables(new ArrayList<>(), way);
            case Tables known -> known;
            default -> throw scanner.wrong(quoted(name) + " is not a list of tables");
          };
      parent.members.put(name, tables);
      tables.all.add(new Table(tables.path.item(tables.all.size()), line, column));
      return tables.all.getLast();
    }
    Table table =
        switch (there) {
          case null -> new Table(way, line, column);
          case Table known when !known.isDefined && !known.isInline -> known;
          default -> throw scanner.wrong(quoted(name) + " is defined a second time");
        };
    table.isDefined = true;
    parent.members.put(name, table);
    return table;
  }

  private void assignment(Table table) {
    List<String> path = scanner.key();
    scanner.expect("=");
    scanner.skipBlanks();
    Table parent = descend(table, path.subList(0, path.size() - 1), true);
    Object value = value(parent.path.member(path.getLast()));
    if (parent.isInline && parent != table
        || parent.members.putIfAbsent(path.getLast(), value) != null) {
      throw scanner.wrong(quoted(path.getLast()) + " is defined a second time");
    }
  }

  private Table descend(Table from, List<String> path, boolean isDotted) {
    Table reached = from;
    for (String name : path) {
      JsonPath way = reached.path.member(name);
      Object next = reached.members.computeIfAbsent(name, _ -> table(way));
      reached =
          switch (next) {
            case Table table when !table.isInline -> table;
            case Tables tables when !isDotted -> tables.all.getLast();
            default -> throw scanner.wrong(quoted(name) + " is not a table");
          };
    }
    return reached;
  }

  /** A table that starts here. */
  private Table table(JsonPath path) {
    return new Table(path, scanner.line(), scanner.column());
  }

  private Object value(JsonPath path) {
    int line = scanner.line();
    int column = scanner.column();
    return switch (scanner.peek()) {
      case '"', '\'' -> new JsonScalar(JsonKind.STRING, scanner.string(), line, column);
      case '[' -> new JsonArray(items(path), line, column);
      case '{' -> inline(table(path));
      default -> word(line, column);
    };
  }

  private JsonValue word(int line, int column) {
    Optional<String> date = scanner.take(DATE);
    if (date.isPresent()) {
      return new JsonScalar(JsonKind.STRING, date.get(), line, column);
    }
    String word = scanner.take(WORD).orElseThrow(() -> scanner.wrong("a value is expected"));
    if (word.equals("true") || word.equals("false")) {
      return new JsonScalar(JsonKind.BOOLEAN, word, line, column);
    }
    if (!NUMBER.matcher(word).matches()) {
      throw scanner.wrong(quoted(word) + " is not a value; a text needs quotation marks");
    }
    return new JsonScalar(JsonKind.NUMBER, word.replace("_", ""), line, column);
  }

  private List<JsonValue> items(JsonPath path) {
    deeper();
    List<JsonValue> items = new ArrayList<>();
    scanner.expect("[");
    for (scanner.skipLines(); !scanner.skip("]"); scanner.skipLines()) {
      items.add(json(value(path.item(items.size()))));
      scanner.skipLines();
      if (!scanner.skip(",")) {
        scanner.expect("]");
        break;
      }
    }
    depth--;
    return items;
  }

  private Table inline(Table table) {
    deeper();
    scanner.expect("{");
    scanner.skipBlanks();
    if (!scanner.skip("}")) {
      do {
        assignment(table);
        scanner.skipBlanks();
      } while (scanner.skip(","));
      scanner.expect("}");
    }
    table.isInline = true;
    depth--;
    return table;
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw scanner.wrong("values nested deeper than " + MAX_DEPTH);
    }
  }

  private static String quoted(String word) {
    return "'" + word.substring(0, Math.min(word.length(), MAX_QUOTED)) + "'";
  }
}
