package io.hostready.facts;

import io.hostready.facts.JsonDocument.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a TOML text into the same tree as JSON: tables become objects, dates become strings. Takes
 * what TOML 1.0 allows, and some of what it forbids about defining one table in two places. Source:
 * https://toml.io/en/v1.0.0.
 */
final class TomlText {

  /** Of values in values, and of parts of a key; the two multiply. */
  private static final int MAX_DEPTH = 20;

  private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:inf|nan|0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|(?:0|[1-9](?:_?\\d)*)(?:\\.\\d(?:_?\\d)*)?(?:[eE][+-]?\\d(?:_?\\d)*)?)");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d(?:[Tt"
              + " ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:[Zz]|[+-]\\d\\d:\\d\\d)?)?"
              + "|\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?");
  private static final Pattern WORD = Pattern.compile("[^\\s,\\]}#]+");

  private final String text;
  private int at;
  private int line = 1;
  private int depth;

  private TomlText(String text) {
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** A table that is being filled, and whether a header or an inline value has made it whole. */
  private static final class Table {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final int line;
    private boolean isDefined;
    private boolean isInline;

    Table(int line) {
      this.line = line;
    }

    Json json() {
      Map<String, Json> read = new LinkedHashMap<>();
      members.forEach((key, value) -> read.put(key, TomlText.json(value)));
      return new Json.Members(java.util.Collections.unmodifiableMap(read), line);
    }
  }

  /** The tables of one [[header]], in order. */
  private static final class Tables {
    private final List<Table> all = new ArrayList<>();
  }

  private static Json json(Object value) {
    return switch (value) {
      case Table table -> table.json();
      case Tables tables ->
          new Json.Items(tables.all.stream().map(Table::json).toList(), tables.all.getFirst().line);
      case Json json -> json;
      default -> throw new IllegalStateException(value.getClass().getName());
    };
  }

  /**
   * Parses a whole file.
   *
   * @throws JsonDocument.TooLong when the text is longer than any settings are
   * @throws IllegalArgumentException with the line when the text is not TOML
   */
  static Json parse(String text) {
    if (text.length() > JsonDocument.MAX_LENGTH) {
      throw new JsonDocument.TooLong(text.length());
    }
    return new TomlText(text).document().json();
  }

  private Table document() {
    Table root = new Table(1);
    Table current = root;
    for (skipLines(); at < text.length(); skipLines()) {
      if (peek() == '[') {
        current = header(root);
      } else {
        assignment(current);
      }
      endOfLine();
    }
    return root;
  }

  private Table header(Table root) {
    int start = line;
    boolean isOfMany = text.startsWith("[[", at);
    at += isOfMany ? 2 : 1;
    List<String> path = key();
    expect(isOfMany ? "]]" : "]");
    Table parent = descend(root, path.subList(0, path.size() - 1), false);
    String name = path.getLast();
    Object there = parent.members.get(name);
    if (isOfMany) {
      Tables tables =
          switch (there) {
            case null -> new Tables();
            case Tables known -> known;
            default -> throw wrong("'" + name + "' is not a list of tables");
          };
      parent.members.put(name, tables);
      tables.all.add(new Table(start));
      return tables.all.getLast();
    }
    Table table =
        switch (there) {
          case null -> new Table(start);
          case Table known when !known.isDefined && !known.isInline -> known;
          default -> throw wrong("'" + name + "' is defined a second time");
        };
    table.isDefined = true;
    parent.members.put(name, table);
    return table;
  }

  private void assignment(Table table) {
    List<String> path = key();
    expect("=");
    skipBlanks();
    Table parent = descend(table, path.subList(0, path.size() - 1), true);
    Object value = value();
    if (parent.isInline && parent != table
        || parent.members.putIfAbsent(path.getLast(), value) != null) {
      throw wrong("'" + path.getLast() + "' is defined a second time");
    }
  }

  private Table descend(Table from, List<String> path, boolean isDotted) {
    Table reached = from;
    for (String name : path) {
      Object next = reached.members.computeIfAbsent(name, _ -> new Table(line));
      reached =
          switch (next) {
            case Table table when !table.isInline -> table;
            case Tables tables when !isDotted -> tables.all.getLast();
            default -> throw wrong("'" + name + "' is not a table");
          };
    }
    return reached;
  }

  private List<String> key() {
    List<String> path = new ArrayList<>();
    do {
      skipBlanks();
      path.add(
          switch (peek()) {
            case '"' -> basic();
            case '\'' -> literal();
            default -> take(BARE_KEY).orElseThrow(() -> wrong("a key is expected"));
          });
      skipBlanks();
      if (path.size() > MAX_DEPTH) {
        throw wrong("a key of more than " + MAX_DEPTH + " parts");
      }
    } while (skip("."));
    return path;
  }

  private Object value() {
    int start = line;
    return switch (peek()) {
      case '"' ->
          new Json.Scalar(
              "string", text.startsWith("\"\"\"", at) ? lines("\"\"\"", true) : basic(), start);
      case '\'' ->
          new Json.Scalar(
              "string", text.startsWith("'''", at) ? lines("'''", false) : literal(), start);
      case '[' -> items(start);
      case '{' -> inline(start);
      default -> word(start);
    };
  }

  private Json word(int start) {
    Optional<String> date = take(DATE);
    if (date.isPresent()) {
      return new Json.Scalar("string", date.get(), start);
    }
    String word = take(WORD).orElseThrow(() -> wrong("a value is expected"));
    if (word.equals("true") || word.equals("false")) {
      return new Json.Scalar("boolean", word, start);
    }
    if (!NUMBER.matcher(word).matches()) {
      throw wrong(
          "'"
              + word.substring(0, Math.min(word.length(), 60))
              + "' is not a value; a text needs quotation marks");
    }
    return new Json.Scalar("number", word.replace("_", ""), start);
  }

  private Json items(int start) {
    deeper();
    List<Json> items = new ArrayList<>();
    at++;
    for (skipLines(); !skip("]"); skipLines()) {
      items.add(json(value()));
      skipLines();
      if (!skip(",")) {
        expect("]");
        break;
      }
    }
    depth--;
    return new Json.Items(List.copyOf(items), start);
  }

  private Table inline(int start) {
    deeper();
    Table table = new Table(start);
    at++;
    skipBlanks();
    if (!skip("}")) {
      do {
        assignment(table);
        skipBlanks();
      } while (skip(","));
      expect("}");
    }
    table.isInline = true;
    depth--;
    return table;
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw wrong("values nested deeper than " + MAX_DEPTH);
    }
  }

  private String literal() {
    int end = text.indexOf('\'', at + 1);
    int endOfLine = text.indexOf('\n', at);
    if (end < 0 || endOfLine >= 0 && endOfLine < end) {
      throw wrong("a quotation mark is not closed");
    }
    String read = text.substring(at + 1, end);
    at = end + 1;
    return read;
  }

  private String basic() {
    StringBuilder read = new StringBuilder();
    for (at++; at < text.length() && peek() != '\n'; at++) {
      char c = peek();
      if (c == '"') {
        at++;
        return read.toString();
      }
      read.append(c == '\\' ? escaped() : String.valueOf(c));
    }
    throw wrong("a quotation mark is not closed");
  }

  /** A text over several lines, up to its closing marks, which may follow on one or two more. */
  private String lines(String marks, boolean hasEscapes) {
    StringBuilder read = new StringBuilder();
    at += marks.length();
    while (at < text.length()) {
      if (text.startsWith(marks, at)) {
        at += marks.length();
        for (int more = 0; more < 2 && at < text.length() && peek() == marks.charAt(0); more++) {
          read.append(text.charAt(at++));
        }
        return read.toString();
      }
      char c = peek();
      line += c == '\n' ? 1 : 0;
      boolean joins =
          hasEscapes
              && c == '\\'
              && text.substring(at + 1, Math.min(at + 40, text.length()))
                  .matches("(?s)[ \\t\\r]*\\n.*");
      if (joins) {
        skipLinesOfText();
        continue;
      }
      read.append(hasEscapes && c == '\\' ? escaped() : String.valueOf(c));
      at++;
    }
    throw wrong("a text of several lines is not closed");
  }

  /** A backslash at a line's end takes away all white space up to the next character. */
  private void skipLinesOfText() {
    for (at++; at < text.length() && Character.isWhitespace(peek()); at++) {
      line += peek() == '\n' ? 1 : 0;
    }
  }

  /** What a backslash and what follows it mean; stays on the last character of them. */
  private String escaped() {
    at++;
    char c = at < text.length() ? peek() : ' ';
    int digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits > 0) {
      String hex = text.substring(at + 1, Math.min(at + 1 + digits, text.length()));
      if (hex.length() < digits
          || !hex.matches("[0-9A-Fa-f]+")
          || Long.parseLong(hex, 16) > Character.MAX_CODE_POINT) {
        throw wrong("\\" + c + " needs " + digits + " hexadecimal digits of a character");
      }
      at += digits;
      return Character.toString(Integer.parseInt(hex, 16));
    }
    int which = "btnfre\"\\".indexOf(c);
    if (which < 0) {
      throw wrong("\\" + c + " is not an escape");
    }
    return "\b\t\n\f\r\u001b\"\\".substring(which, which + 1);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean skip(String expected) {
    boolean is = text.startsWith(expected, at);
    at += is ? expected.length() : 0;
    return is;
  }

  private void expect(String expected) {
    skipBlanks();
    if (!skip(expected)) {
      throw wrong("'" + expected + "' is expected");
    }
  }

  private Optional<String> take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher.group());
  }

  private void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /** Skips blanks, line ends and comments. */
  private void skipLines() {
    while (at < text.length()) {
      char c = peek();
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\n' || c == ' ' || c == '\t' || c == '\r') {
        line += c == '\n' ? 1 : 0;
        at++;
      } else {
        return;
      }
    }
  }

  private void endOfLine() {
    skipBlanks();
    boolean isEnd = at >= text.length() || "\r\n#".indexOf(peek()) >= 0;
    if (!isEnd) {
      throw wrong("the end of the line is expected");
    }
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException("line " + line + ": " + why);
  }
}
