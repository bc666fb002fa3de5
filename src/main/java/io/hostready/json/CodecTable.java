package io.hostready.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * How the subtypes of a sealed type are stored as JSON objects: for each its id, how its members
 * are written and how they are read. One member of the object has the id.
 *
 * @param <T> the sealed type
 * @param <C> what a reader needs in addition to the object, such as file contents from another
 *     place
 */
public final class CodecTable<T, C> {

  /** For a type whose values can be read from the object alone. */
  public enum NoContext {
    NONE
  }

  /** One subtype. */
  private record Codec<S, C>(
      String id,
      Class<S> type,
      BiConsumer<JsonWriter, S> writer,
      BiFunction<JsonObject, C, S> reader) {

    void write(JsonWriter json, Object value) {
      writer.accept(json, type.cast(value));
    }
  }

  private final String member;
  private final UnaryOperator<String> unknownId;
  private final Map<Class<?>, Codec<? extends T, C>> byType = new LinkedHashMap<>();
  private final Map<String, Codec<? extends T, C>> byId = new LinkedHashMap<>();

  /**
   * An empty table.
   *
   * @param member the member with the id
   * @param unknownId creates the message for an unknown id
   */
  public CodecTable(String member, UnaryOperator<String> unknownId) {
    this.member = member;
    this.unknownId = unknownId;
  }

  /** Adds a subtype; the writer writes the other members into an open object. */
  public <S extends T> CodecTable<T, C> add(
      String id,
      Class<S> type,
      BiConsumer<JsonWriter, S> writer,
      BiFunction<JsonObject, C, S> reader) {
    Codec<S, C> codec = new Codec<>(id, type, writer, reader);
    if (byType.put(type, codec) != null || byId.put(id, codec) != null) {
      throw new IllegalArgumentException("two codecs of " + type + " or " + id);
    }
    return this;
  }

  /** The subtypes that have a codec. */
  public Set<Class<?>> types() {
    return Set.copyOf(byType.keySet());
  }

  /** The id of a value's type. */
  public String id(T value) {
    return codec(value).id();
  }

  private Codec<? extends T, C> codec(T value) {
    Codec<? extends T, C> codec = byType.get(value.getClass());
    if (codec == null) {
      throw new IllegalArgumentException("no codec of " + value.getClass());
    }
    return codec;
  }

  /** Writes a value, its id first, into an open object. */
  public void write(JsonWriter json, T value) {
    json.put(member, id(value));
    writeMembers(json, value);
  }

  /** Writes all members of a value except its id into an open object. */
  public void writeMembers(JsonWriter json, T value) {
    codec(value).write(json, value);
  }

  /**
   * Reads a value.
   *
   * @throws JsonException if its id is unknown or a member is invalid
   */
  public T read(JsonObject json, C context) {
    String id = json.text(member);
    Codec<? extends T, C> codec = byId.get(id);
    if (codec == null) {
      throw new JsonException(unknownId.apply(id));
    }
    return codec.reader().apply(json, context);
  }
}
