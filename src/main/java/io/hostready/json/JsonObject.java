package io.hostready.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * An object with its members, as hostready's documents use them: a member that is null is treated
 * as absent, and a member of another type than requested is a {@link JsonException} that names its
 * path.
 *
 * @param members in document order; of a duplicate name the last one, as in Go's encoding/json
 * @param duplicateNames names that occur twice, at most {@value #MOST_DUPLICATES}
 */
public record JsonObject(
    Map<String, JsonValue> members, Set<String> duplicateNames, JsonPath path, int line, int column)
    implements JsonValue {

  /** More would not help a reader. */
  static final int MOST_DUPLICATES = 100;

  public JsonObject {
    members = Collections.unmodifiableMap(members);
    duplicateNames = Collections.unmodifiableSet(duplicateNames);
  }

  /** An object without duplicate names. */
  public JsonObject(Map<String, JsonValue> members, JsonPath path, int line, int column) {
    this(members, Set.of(), path, line, column);
  }

  @Override
  public JsonKind kind() {
    return JsonKind.OBJECT;
  }

  public boolean has(String name) {
    return find(name).isPresent();
  }

  private Optional<JsonValue> find(String name) {
    return Optional.ofNullable(members.get(name)).filter(value -> value.kind() != JsonKind.NULL);
  }

  public String text(String name) {
    return findText(name).orElseThrow(() -> unexpected(name, "a string"));
  }

  public Optional<String> findText(String name) {
    return findScalar(name, JsonKind.STRING, "a string");
  }

  private Optional<String> findScalar(String name, JsonKind kind, String expected) {
    Optional<JsonScalar> scalar = find(name, JsonScalar.class, expected);
    if (scalar.isPresent() && scalar.get().kind() != kind) {
      throw unexpected(name, expected);
    }
    return scalar.map(JsonScalar::text);
  }

  private <T extends JsonValue> Optional<T> find(String name, Class<T> type, String expected) {
    Optional<JsonValue> value = find(name);
    if (value.isPresent() && !type.isInstance(value.get())) {
      throw unexpected(name, expected);
    }
    return value.map(type::cast);
  }

  public long number(String name) {
    return findNumber(name).orElseThrow(() -> unexpected(name, "a whole number"));
  }

  public OptionalLong findNumber(String name) {
    Optional<String> number = findScalar(name, JsonKind.NUMBER, "a whole number");
    try {
      return number.isPresent()
          ? OptionalLong.of(Long.parseLong(number.get()))
          : OptionalLong.empty();
    } catch (NumberFormatException fractionOrTooLarge) {
      throw unexpected(name, "a whole number of at most 64 bits");
    }
  }

  /** A 32-bit number. */
  public int integer(String name) {
    long number = number(name);
    if (number != (int) number) {
      throw unexpected(name, "a whole number of at most 32 bits");
    }
    return (int) number;
  }

  /** True or false; false if absent. */
  public boolean flag(String name) {
    return findScalar(name, JsonKind.BOOLEAN, "true or false").filter("true"::equals).isPresent();
  }

  public JsonObject object(String name) {
    return findObject(name).orElseThrow(() -> unexpected(name, "an object"));
  }

  public Optional<JsonObject> findObject(String name) {
    return find(name, JsonObject.class, "an object");
  }

  public List<JsonObject> objects(String name) {
    return items(name, "a list of objects", JsonObject.class);
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonScalar item : items(name, "a list of strings", JsonScalar.class)) {
      if (item.kind() != JsonKind.STRING) {
        throw unexpected(name, "a list of strings");
      }
      texts.add(item.text());
    }
    return texts;
  }

  private <T extends JsonValue> List<T> items(String name, String expected, Class<T> type) {
    List<JsonValue> items =
        find(name, JsonArray.class, expected).orElseThrow(() -> unexpected(name, expected)).items();
    if (!items.stream().allMatch(type::isInstance)) {
      throw unexpected(name, expected);
    }
    return items.stream().map(type::cast).toList();
  }

  /** The strings of an object by their names. */
  public Map<String, String> textMap(String name) {
    JsonObject object = object(name);
    Map<String, String> texts = new LinkedHashMap<>();
    object.members().keySet().forEach(key -> texts.put(key, object.text(key)));
    return texts;
  }

  /** One of a few values, given in the document by its id. */
  public <E> E choice(String name, E[] known, Function<E, String> id) {
    String text = text(name);
    return Arrays.stream(known)
        .filter(each -> id.apply(each).equals(text))
        .findFirst()
        .orElseThrow(
            () -> unexpected(name, String.join(", ", Arrays.stream(known).map(id).toList())));
  }

  /** The exception for a member that is missing or not as expected. */
  public JsonException unexpected(String name, String expected) {
    JsonValue member = find(name).orElse(this);
    return new JsonException(
        member.line(),
        member.column(),
        path.member(name) + (has(name) ? " is not valid" : " is missing") + ": use " + expected);
  }
}
