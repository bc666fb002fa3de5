package io.hostready.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one JSON document within limits. Source: RFC 8259. */
public final class JsonReader {

  /** The memory of a value in addition to its text, in characters. */
  static final int OF_A_VALUE = 60;

  private final JsonParser parser;
  private final JsonLimits limits;

  /** The list of a document whose items are passed on, if any, and the consumer. */
  private final @Nullable String list;

  private final Consumer<JsonValue> items;

  /** The number of characters that can still be kept. */
  private long left;

  private JsonReader(
      JsonParser parser,
      JsonLimits limits,
      @Nullable String list,
      Consumer<JsonValue> items,
      long left) {
    this.parser = parser;
    this.limits = limits;
    this.list = list;
    this.items = items;
    this.left = left;
  }

  /** True for a text with only white space; a byte order mark is treated as white space. */
  public static boolean isBlank(String text) {
    return text.replace("\ufeff", "").isBlank();
  }

  /**
   * Reads a text and skips a byte order mark at its start.
   *
   * @throws JsonLimitException if it exceeds the limits
   * @throws JsonSyntaxException with line and column if it is not JSON
   */
  public static JsonValue read(String text, JsonLimits limits) {
    limits.checkLength(text);
    String marked = text.startsWith("\ufeff") ? text.substring(1) : text;
    try (JsonParser parser = factory(limits).createParser(marked)) {
      return new JsonReader(parser, limits, null, _ -> {}, Long.MAX_VALUE).document();
    } catch (JsonProcessingException broken) {
      throw refusal(broken);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // the text is in memory
    }
  }

  /**
   * Reads a text that must be an object.
   *
   * @throws JsonException if it is another value, or as {@link #read(String, JsonLimits)}
   */
  public static JsonObject readObject(String text, JsonLimits limits) {
    return object(read(text, limits));
  }

  /**
   * Reads an object from a stream of UTF-8. Items of one of its lists are not kept: each is passed
   * to the consumer before the next is read.
   *
   * @param list the name of that list; it is empty in the returned object
   * @throws JsonException as {@link #readObject(String, JsonLimits)}; earlier items have been
   *     passed on
   */
  public static JsonObject readObject(
      InputStream in, JsonLimits limits, String list, Consumer<JsonValue> items)
      throws IOException {
    try (JsonParser parser = factory(limits).createParser(in)) {
      return object(new JsonReader(parser, limits, list, items, limits.size()).document());
    } catch (JsonProcessingException broken) {
      throw refusal(broken);
    } catch (CharConversionException undecodable) { // in another encoding that JSON permits
      throw new JsonSyntaxException("it is not UTF-8 text");
    }
  }

  private static JsonObject object(JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new JsonException("it is not a JSON object: use { ... }");
  }

  private JsonValue document() throws IOException {
    if (parser.nextToken() == null) {
      throw new JsonSyntaxException("it has no JSON value");
    }
    JsonValue value = value(null, "", -1);
    if (parser.nextToken() != null) {
      JsonLocation at = parser.currentTokenLocation();
      throw new JsonSyntaxException(
          at.getLineNr(), at.getColumnNr(), "text after the end of the value");
    }
    return value;
  }

  /** Reads the value at the parser's position. */
  private JsonValue value(@Nullable JsonPath parent, String name, int index) throws IOException {
    JsonToken token = parser.currentToken();
    left -= OF_A_VALUE + name.length() + (token.isScalarValue() ? parser.getTextLength() : 0);
    if (left < 0) {
      String path = new JsonPath(parent, name, index).toString();
      throw new JsonLimitException(
          (path.isEmpty() ? "it" : path)
              + " goes beyond "
              + limits.size()
              + " characters, where each value counts "
              + OF_A_VALUE);
    }
    JsonLocation at = parser.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    return switch (token) {
      case START_OBJECT -> object(new JsonPath(parent, name, index), line, column);
      case START_ARRAY -> new JsonArray(items(new JsonPath(parent, name, index)), line, column);
      case VALUE_STRING -> new JsonScalar(JsonKind.STRING, parser.getText(), line, column);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new JsonScalar(JsonKind.NUMBER, parser.getText(), line, column);
      case VALUE_TRUE, VALUE_FALSE ->
          new JsonScalar(JsonKind.BOOLEAN, parser.getText(), line, column);
      case VALUE_NULL -> new JsonScalar(JsonKind.NULL, parser.getText(), line, column);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a JSON value cannot start with " + token);
    };
  }

  private List<JsonValue> items(JsonPath path) throws IOException {
    JsonPath parent = path.parent();
    if (parent != null && parent.parent() == null && path.name().equals(list)) {
      long before = left;
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        left = limits.size();
        items.accept(value(path, "", i));
      }
      left = before;
      return List.of();
    }
    List<JsonValue> kept = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      kept.add(value(path, "", kept.size()));
    }
    return kept;
  }

  private JsonObject object(JsonPath path, int line, int column) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    Set<String> duplicates = Set.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonLocation at = parser.currentTokenLocation();
      parser.nextToken();
      if (members.put(name, value(path, name, -1)) != null) {
        if (!limits.allowsDuplicates()) {
          throw new JsonSyntaxException(
              at.getLineNr(), at.getColumnNr(), "duplicate name in an object");
        }
        duplicates = duplicates.isEmpty() ? new LinkedHashSet<>() : duplicates;
        if (duplicates.size() < JsonObject.MOST_DUPLICATES) {
          duplicates.add(name);
        }
      }
    }
    return new JsonObject(members, duplicates, path, line, column);
  }

  private static JsonFactory factory(JsonLimits limits) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxStringLength(limits.string())
                .build())
        // Its table keeps 65,536 names, and each can be long.
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .build();
  }

  private static JsonException refusal(JsonProcessingException broken) {
    JsonLocation at = broken.getLocation();
    if (broken instanceof StreamConstraintsException) {
      return new JsonLimitException(reason(broken));
    }
    return at == null
        ? new JsonSyntaxException(reason(broken))
        : new JsonSyntaxException(at.getLineNr(), at.getColumnNr(), reason(broken));
  }

  /** The parser's message without the names of its options and its source. */
  private static String reason(JsonProcessingException broken) {
    String said = broken.getOriginalMessage().lines().findFirst().orElse("not JSON");
    return said.replaceAll("\\[Source: .*?; line: (\\d+), column: (\\d+)\\]", "line $1, column $2")
        .replaceAll(",? ?\\(?(not recognized as one since|enable|to allow|for JsonParser).*", "")
        .replaceAll(", from `[^`]*`|:$", "")
        .replaceAll("^Unexpected character \\((.*?) \\(code [^)]*\\)\\)", "unexpected character $1")
        .replace(": was expecting ", ", expected ");
  }
}
