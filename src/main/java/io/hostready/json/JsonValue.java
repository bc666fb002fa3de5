package io.hostready.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A value of a JSON document with its position. Source: RFC 8259. */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonScalar {

  /** The line of its first character, from 1. */
  int line();

  /** The column of its first character, from 1. */
  int column();

  JsonKind kind();

  /** The value at a JSON pointer: "" is this value, "/a/0" the first item of its member a. */
  default Optional<JsonValue> at(String pointer) {
    JsonValue reached = this;
    for (String part : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      JsonValue next = reached.part(part.replace("~1", "/").replace("~0", "~"));
      if (next == null) {
        return Optional.empty();
      }
      reached = next;
    }
    return Optional.of(reached);
  }

  private @Nullable JsonValue part(String name) {
    return switch (this) {
      case JsonObject object -> object.members().get(name);
      case JsonArray(List<JsonValue> items, _, _) ->
          // RFC 6901, 4: no leading zeros; "-", the item after the last, does not exist.
          name.matches("0|[1-9]\\d{0,8}") && Integer.parseInt(name) < items.size()
              ? items.get(Integer.parseInt(name))
              : null;
      case JsonScalar _ -> null;
    };
  }

  /** Pointers of the duplicate names of an object, here and in nested objects. */
  default List<String> duplicates() {
    List<String> pointers = new ArrayList<>();
    addDuplicates(pointers);
    return pointers;
  }

  private void addDuplicates(List<String> pointers) {
    switch (this) {
      case JsonObject object -> {
        object.members().values().forEach(member -> member.addDuplicates(pointers));
        object.duplicateNames().stream()
            .limit(JsonObject.MOST_DUPLICATES - pointers.size())
            .forEach(name -> pointers.add(object.path().member(name).pointer()));
      }
      case JsonArray(List<JsonValue> items, _, _) ->
          items.forEach(item -> item.addDuplicates(pointers));
      case JsonScalar _ -> {}
    }
  }

  /** Whether a value is equal, regardless of its position and the order of its members. */
  default boolean isSame(JsonValue other) {
    return switch (this) {
      case JsonScalar(JsonKind kind, String text, _, _) ->
          other instanceof JsonScalar(JsonKind otherKind, String otherText, _, _)
              && kind == otherKind
              && text.equals(otherText);
      case JsonArray(List<JsonValue> items, _, _) ->
          other instanceof JsonArray(List<JsonValue> others, _, _)
              && items.size() == others.size()
              && IntStream.range(0, items.size()).allMatch(i -> items.get(i).isSame(others.get(i)));
      case JsonObject object ->
          other instanceof JsonObject otherObject
              && object.members().keySet().equals(otherObject.members().keySet())
              && object.members().entrySet().stream()
                  .allMatch(
                      each -> each.getValue().isSame(otherObject.members().get(each.getKey())));
    };
  }
}
