package io.hostready.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Merges members into the text of a JSON object, object by object, and removes members. Unchanged
 * members keep their order, indentation and every byte.
 */
public final class JsonEdit {

  private static final String USUAL_UNIT = "  ";

  private JsonEdit() {}

  /**
   * The text with the members merged in; a blank text is treated as an empty object.
   *
   * @throws JsonException if the text is not one JSON object
   */
  public static String merge(String text, JsonObject wanted) {
    if (JsonReader.isBlank(text)) {
      return merge("{}\n", wanted);
    }
    JsonReader.readObject(text, JsonLimits.SETTINGS);
    return merge(text, List.of(), wanted);
  }

  private static String merge(String text, List<String> path, JsonObject wanted) {
    String changed = text;
    for (Map.Entry<String, JsonValue> member : wanted.members().entrySet()) {
      changed = set(changed, path, member.getKey(), member.getValue());
    }
    return changed;
  }

  /**
   * The text without the member at a path of names; the same text without such a member.
   *
   * @throws JsonException if the text is not one JSON object
   */
  public static String remove(String text, List<String> path) {
    JsonReader.readObject(text, JsonLimits.SETTINGS);
    ObjectText object = ObjectText.at(text, List.of());
    for (String name : path.subList(0, path.size() - 1)) {
      Optional<Member> inner = object.find(name);
      if (inner.isEmpty() || text.charAt(inner.get().start()) != '{') {
        return text;
      }
      object = object.inner(inner.get());
    }
    return object.without(path.getLast());
  }

  /**
   * The names of an object's members, in order.
   *
   * @throws JsonException if the text is not one JSON object
   */
  public static List<String> names(String text) {
    return List.copyOf(JsonReader.readObject(text, JsonLimits.SETTINGS).members().keySet());
  }

  private static String set(String text, List<String> path, String name, JsonValue value) {
    ObjectText object = ObjectText.at(text, path);
    Optional<Member> member = object.find(name);
    if (member.isEmpty()) {
      return object.withNew(name, value);
    }
    String old = text.substring(member.get().start(), member.get().end());
    if (value instanceof JsonObject inner && old.startsWith("{")) {
      return merge(text, Stream.concat(path.stream(), Stream.of(name)).toList(), inner);
    }
    return JsonReader.read(old, JsonLimits.SETTINGS).isSame(value)
        ? text
        : text.substring(0, member.get().start())
            + object.written(value, object.indent())
            + text.substring(member.get().end());
  }

  /** A member's name, where it starts, and where its value starts and ends. */
  private record Member(String name, int nameStart, int start, int end) {}

  /**
   * The positions of an object's members in a text.
   *
   * @param open the position of its opening brace
   * @param indent the line break and white space before each member; empty if the object is on one
   *     line
   * @param unit the additional indentation of nested members
   */
  private record ObjectText(
      String text,
      int open,
      int close,
      List<Member> members,
      Optional<String> indent,
      String unit) {

    /** The object at a path of names from the outermost one. */
    static ObjectText at(String text, List<String> path) {
      ObjectText object = at(text, text.indexOf('{'), newline(text), USUAL_UNIT);
      for (String name : path) {
        object = object.inner(object.find(name).orElseThrow());
      }
      return object;
    }

    /** The object that is the value of a member. */
    ObjectText inner(Member member) {
      return at(text, member.start(), indent.orElse(""), unit);
    }

    /**
     * Finds the members of the object that starts at a position.
     *
     * @param outer the line break and white space of the line that contains it; empty if that line
     *     has none
     */
    private static ObjectText at(String text, int open, String outer, String usualUnit) {
      List<Member> members = new ArrayList<>();
      int first = -1;
      int close;
      try (JsonParser parser = new JsonFactory().createParser(text.substring(open))) {
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          int nameStart = open + start(parser);
          first = first < 0 ? nameStart : first;
          String name = parser.currentName();
          parser.nextToken();
          int start = open + start(parser);
          parser.skipChildren();
          parser.finishToken();
          members.add(new Member(name, nameStart, start, open + end(parser)));
        }
        close = open + start(parser);
      } catch (IOException impossible) {
        throw new IllegalStateException(impossible); // the text was parsed as JSON before
      }
      String gap = text.substring(open + 1, members.isEmpty() ? close : first);
      Optional<String> indent =
          members.isEmpty()
              ? Optional.of(outer + usualUnit).filter(_ -> !outer.isEmpty())
              : Optional.of(newline(text) + gap.substring(gap.lastIndexOf('\n') + 1))
                  .filter(_ -> gap.contains("\n"));
      String unit =
          indent
              .filter(inner -> inner.startsWith(outer) && inner.length() > outer.length())
              .map(inner -> inner.substring(outer.length()))
              .orElse(usualUnit);
      return new ObjectText(text, open, close, members, indent, unit);
    }

    private static int start(JsonParser parser) {
      return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int end(JsonParser parser) {
      return (int) parser.currentLocation().getCharOffset();
    }

    private static String newline(String text) {
      return text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** The effective member: the last one of that name, as in Go's encoding/json. */
    Optional<Member> find(String name) {
      return members.reversed().stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /** The whole text with one more member at the end of this object. */
    String withNew(String name, JsonValue value) {
      String member = JsonWriter.quoted(name) + ": " + written(value, indent);
      if (members.isEmpty()) {
        String outer = indent.map(i -> i.substring(0, i.length() - unit.length())).orElse("");
        return text.substring(0, open + 1)
            + indent.orElse("")
            + member
            + outer
            + text.substring(close);
      }
      int last = members.getLast().end();
      return text.substring(0, last) + "," + indent.orElse(" ") + member + text.substring(last);
    }

    /** The whole text without the members of a name; usually there is one. */
    String without(String name) {
      StringBuilder rest = new StringBuilder(text);
      List<Member> kept = members.stream().filter(each -> !each.name().equals(name)).toList();
      if (kept.isEmpty()) {
        return members.isEmpty() ? text : rest.replace(open + 1, close, "").toString();
      }
      for (Member member : members.reversed()) {
        if (member.name().equals(name)) {
          int at = members.indexOf(member);
          boolean isBeforeKept = member.start() < kept.getFirst().start();
          rest.delete(
              isBeforeKept ? member.nameStart() : members.get(at - 1).end(),
              isBeforeKept ? members.get(at + 1).nameStart() : member.end());
        }
      }
      return rest.toString();
    }

    /** A value with its further lines indented; without an indent, on one line. */
    String written(JsonValue value, Optional<String> outer) {
      Optional<String> inner = outer.map(it -> it + unit);
      return switch (value) {
        case JsonScalar(JsonKind kind, String scalar, _, _) ->
            kind == JsonKind.STRING ? JsonWriter.quoted(scalar) : scalar;
        case JsonArray(List<JsonValue> items, _, _) ->
            enclosed("[", items.stream().map(item -> written(item, inner)).toList(), "]", outer);
        case JsonObject object ->
            enclosed(
                "{",
                object.members().entrySet().stream()
                    .map(e -> JsonWriter.quoted(e.getKey()) + ": " + written(e.getValue(), inner))
                    .toList(),
                "}",
                outer);
      };
    }

    private String enclosed(
        String before, List<String> parts, String after, Optional<String> outer) {
      return parts.isEmpty()
          ? before + after
          : outer
              .map(it -> before + it + unit + String.join("," + it + unit, parts) + it + after)
              .orElse(before + String.join(", ", parts) + after);
    }
  }
}
