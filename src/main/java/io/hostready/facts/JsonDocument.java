package io.hostready.facts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON text with the line of each value, and the pointers of keys that stand in an object twice;
 * the last one counts, as in Go's encoding/json, which dockerd uses. Source: RFC 8259, RFC 6901.
 */
public record JsonDocument(Json root, List<String> duplicates) {

  private static final int MAX_DEPTH = 100;

  /** Of keys that stand twice; more tell a reader nothing new. */
  private static final int MOST_DUPLICATES = 100;

  /** In characters; settings have some hundred, and what a daemon says of itself ten thousand. */
  public static final int MAX_LENGTH = 1 << 20;

  /** Says that a text is too long to be looked at, so that nobody knows whether it is JSON. */
  public static final class TooLong extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    TooLong(int length) {
      super("it has " + length + " characters; settings are read up to " + MAX_LENGTH);
    }
  }

  public JsonDocument {
    duplicates = List.copyOf(duplicates);
  }

  /** A value and the line it starts on, from 1. */
  public sealed interface Json {

    int line();

    /** Members in file order. */
    record Members(Map<String, Json> members, int line) implements Json {}

    /** Items in order. */
    record Items(List<Json> items, int line) implements Json {}

    /** A value without parts; kind is string, number, boolean or null, text as written. */
    record Scalar(String kind, String text, int line) implements Json {}
  }

  /**
   * Parses one JSON value and nothing after it. A byte order mark at the start is passed over.
   *
   * @throws TooLong when the text is longer than any settings are
   * @throws IllegalArgumentException with line and column when the text is no JSON
   */
  public static JsonDocument parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new TooLong(text.length());
    }
    try (JsonParser parser =
        factory().createParser(text.startsWith("\ufeff") ? text.substring(1) : text)) {
      Set<String> duplicates = new LinkedHashSet<>();
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new IllegalArgumentException("there is no JSON value in it");
      }
      Json root = value(parser, first, new Way(duplicates));
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(
            "line "
                + parser.currentTokenLocation().getLineNr()
                + ": there is more after the end of the value");
      }
      return new JsonDocument(root, List.copyOf(duplicates));
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(place(broken) + reason(broken), broken);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // the text is in memory
    }
  }

  /**
   * Parses a TOML text into the same tree.
   *
   * @throws TooLong when the text is longer than any settings are
   * @throws IllegalArgumentException with the line when the text is not TOML
   */
  public static JsonDocument ofToml(String text) {
    return new JsonDocument(TomlText.parse(text), List.of());
  }

  /** "line 3, column 5: "; empty where the parser names no place, as when it nests too deep. */
  public static String place(JsonProcessingException broken) {
    JsonLocation at = broken.getLocation();
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }

  /** What the parser says, without what it could be told and where it has the text from. */
  public static String reason(JsonProcessingException broken) {
    String said = broken.getOriginalMessage().lines().findFirst().orElse("no JSON");
    return said.replaceAll("\\[Source: .*?; line: (\\d+), column: (\\d+)\\]", "line $1, column $2")
        .replaceAll(",? ?\\(?(not recognized as one since|enable|to allow|for JsonParser).*", "")
        .replaceAll(", from `[^`]*`|:$", "");
  }

  /** The keys that lead to where the parser is, and the pointers that were found twice. */
  private record Way(Deque<String> keys, Set<String> duplicates) {

    Way(Set<String> duplicates) {
      this(new ArrayDeque<>(), duplicates);
    }

    /** The place as a pointer; made for the few that are told, because keys may be long. */
    String pointer() {
      StringBuilder pointer = new StringBuilder();
      for (String key : keys) {
        pointer.append('/').append(key.replace("~", "~0").replace("/", "~1")); // RFC 6901, 3
      }
      return pointer.toString();
    }
  }

  private static Json value(JsonParser parser, JsonToken token, Way way) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    return switch (token) {
      case START_OBJECT -> members(parser, line, way);
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          way.keys().addLast(String.valueOf(items.size()));
          items.add(value(parser, next, way));
          way.keys().removeLast();
        }
        yield new Json.Items(List.copyOf(items), line);
      }
      case VALUE_STRING -> new Json.Scalar("string", parser.getText(), line);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Json.Scalar("number", parser.getText(), line);
      case VALUE_TRUE, VALUE_FALSE -> new Json.Scalar("boolean", parser.getText(), line);
      case VALUE_NULL -> new Json.Scalar("null", parser.getText(), line);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a JSON value cannot start with " + token);
    };
  }

  private static Json members(JsonParser parser, int line, Way way) throws IOException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      way.keys().addLast(name);
      Json value = value(parser, parser.nextToken(), way);
      if (members.put(name, value) != null && way.duplicates().size() < MOST_DUPLICATES) {
        way.duplicates().add(way.pointer());
      }
      way.keys().removeLast();
    }
    return new Json.Members(java.util.Collections.unmodifiableMap(members), line);
  }

  /** The value that a pointer leads to: "" is the whole, "/a/0" the first item of a. */
  public Optional<Json> at(String pointer) {
    Json reached = root;
    if (pointer.isEmpty()) {
      return Optional.of(reached);
    }
    for (String part : pointer.substring(1).split("/", -1)) {
      String name = part.replace("~1", "/").replace("~0", "~");
      Json next =
          switch (reached) {
            case Json.Members(Map<String, Json> members, _) -> members.get(name);
            case Json.Items(List<Json> items, _) -> item(items, name);
            case Json.Scalar _ -> null;
          };
      if (next == null) {
        return Optional.empty();
      }
      reached = next;
    }
    return Optional.of(reached);
  }

  private static @org.jspecify.annotations.Nullable Json item(List<Json> items, String index) {
    // RFC 6901, 4: digits without a leading zero; "-" is the item after the last, which is not.
    boolean isIndex = index.matches("0|[1-9]\\d{0,8}");
    return isIndex && Integer.parseInt(index) < items.size()
        ? items.get(Integer.parseInt(index))
        : null;
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
        .build();
  }
}
