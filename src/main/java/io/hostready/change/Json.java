package io.hostready.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hostready.json.JsonReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of JSON as plans and journals keep them: members are texts, whole numbers, flags, lists
 * and further objects. What is absent is left out; there is no null.
 */
public record Json(Map<String, Object> members) {

  public Json {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** Says that a text is not the JSON that was expected. */
  public static final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Malformed(String why) {
      super(why);
    }
  }

  /** Puts an object together, member by member. */
  public static final class Builder {
    private final Map<String, Object> members = new LinkedHashMap<>();

    public Builder put(String name, String text) {
      members.put(name, text);
      return this;
    }

    public Builder put(String name, Optional<String> text) {
      text.ifPresent(value -> members.put(name, value));
      return this;
    }

    public Builder put(String name, long number) {
      members.put(name, number);
      return this;
    }

    public Builder put(String name, boolean flag) {
      members.put(name, flag);
      return this;
    }

    public Builder put(String name, Json object) {
      members.put(name, object.members());
      return this;
    }

    public Builder put(String name, List<String> texts) {
      members.put(name, List.copyOf(texts));
      return this;
    }

    public Builder put(String name, Map<String, String> texts) {
      members.put(name, new LinkedHashMap<>(texts));
      return this;
    }

    public Builder putAll(String name, List<Json> objects) {
      members.put(name, objects.stream().map(Json::members).toList());
      return this;
    }

    public Json build() {
      return new Json(members);
    }
  }

  public static Builder with(String name, String text) {
    return new Builder().put(name, text);
  }

  /** The whole on one line. */
  public String line() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      write(json, members);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringWriter does not fail
    }
    return out.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeFieldName((String) entry.getKey());
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case String text -> json.writeString(text);
      case Boolean flag -> json.writeBoolean(flag);
      case Long number -> json.writeNumber(number);
      default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
    }
  }

  /**
   * Reads an object and nothing after it. Members that are null are left out.
   *
   * @throws Malformed when the text is none
   */
  public static Json read(String text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Malformed("it does not start with an object");
      }
      Map<String, Object> members = object(parser);
      if (parser.nextToken() != null) {
        throw new Malformed("there is more after the object");
      }
      return new Json(members);
    } catch (JsonProcessingException broken) {
      throw new Malformed(JsonReader.reason(broken));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the text is in memory
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token != JsonToken.VALUE_NULL) {
        members.put(name, value(parser, token));
      }
    }
    return members;
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(value(parser, next));
        }
        yield items;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_FLOAT,
          VALUE_NULL,
          NOT_AVAILABLE,
          END_OBJECT,
          END_ARRAY,
          FIELD_NAME,
          VALUE_EMBEDDED_OBJECT ->
          throw new Malformed("a value of the kind " + token + " was not expected");
    };
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  public String text(String name) {
    return find(name, String.class).orElseThrow(() -> missing(name, "a text"));
  }

  public Optional<String> findText(String name) {
    return find(name, String.class);
  }

  public int number(String name) {
    long number = find(name, Long.class).orElseThrow(() -> missing(name, "a whole number"));
    if (number != (int) number) {
      throw new Malformed("'" + name + "' is " + number + ", which is out of range");
    }
    return (int) number;
  }

  public boolean flag(String name) {
    return find(name, Boolean.class).orElse(false);
  }

  public Json object(String name) {
    return new Json(cast(find(name, Map.class).orElseThrow(() -> missing(name, "an object"))));
  }

  public Optional<Json> findObject(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  /** The texts of a list; none where it is absent. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : find(name, List.class).orElse(List.of())) {
      if (!(item instanceof String text)) {
        throw missing(name, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** The objects of a list; none where it is absent. */
  public List<Json> objects(String name) {
    List<Json> objects = new ArrayList<>();
    for (Object item : find(name, List.class).orElse(List.of())) {
      if (!(item instanceof Map<?, ?> map)) {
        throw missing(name, "a list of objects");
      }
      objects.add(new Json(cast(map)));
    }
    return objects;
  }

  /** The texts of an object by their names; none where it is absent. */
  public Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(name)) {
      Json object = object(name);
      object.members().keySet().forEach(key -> texts.put(key, object.text(key)));
    }
    return texts;
  }

  private <T> Optional<T> find(String name, Class<T> type) {
    Object value = members.get(name);
    if (value != null && !type.isInstance(value)) {
      throw missing(name, "another kind of value");
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  private static Map<String, Object> cast(Map<?, ?> map) {
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((name, value) -> members.put((String) name, value));
    return members;
  }

  private static Malformed missing(String name, String expected) {
    return new Malformed("'" + name + "' is missing or of another kind; expected " + expected);
  }
}
