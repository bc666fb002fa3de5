package io.hostready.yaml;

import io.hostready.text.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Declares the keys of a map: their names, types and descriptions, and which are required. The
 * reader, the printed reference and the JSON Schema are derived from it.
 */
public record MapSchema(List<Key> keys) {

  public MapSchema {
    keys = List.copyOf(keys);
  }

  /** One key. Meaning is a phrase for the reference. */
  public record Key(String name, ValueSchema<?> type, boolean required, String meaning) {}

  public static MapSchema of(Key... keys) {
    return new MapSchema(List.of(keys));
  }

  public static Key required(String name, ValueSchema<?> type, String meaning) {
    return new Key(name, type, true, meaning);
  }

  public static Key optional(String name, ValueSchema<?> type, String meaning) {
    return new Key(name, type, false, meaning);
  }

  public List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  /** This schema with one more key at its end. */
  public MapSchema with(Key key) {
    List<Key> more = new ArrayList<>(keys);
    more.add(key);
    return new MapSchema(more);
  }

  /**
   * Reads a map. Reports every unknown, missing and invalid key; empty if there was any.
   *
   * @param what the name of the map in messages: "probe kind 'sysctl'"
   */
  public Optional<Values> read(YamlNode node, String what, Problems problems) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      problems.add(
          new Problem(node.at(), problems.of(what, () -> problems.invalid(node)))
              .expecting("use a map with the keys " + String.join(", ", names())));
      return Optional.empty();
    }
    int before = problems.count();
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
      Key key = find(entry.getKey());
      if (key == null) {
        problems.add(
            new Problem(
                    entry.getValue().keyAt(),
                    "unknown key " + Quoted.of(entry.getKey()) + " in " + what)
                .advising(Suggestion.sentence(entry.getKey(), names())));
        continue;
      }
      Optional<?> value =
          problems.of(key.name(), () -> key.type().read(entry.getValue().value(), problems));
      if (value.isPresent()) {
        values.put(entry.getKey(), value.get());
      }
    }
    for (Key key : keys) {
      if (key.required() && !mapping.entries().containsKey(key.name())) {
        problems.add(
            new Problem(
                    mapping.at(),
                    "missing key '" + key.name() + "' (" + key.meaning() + ") in " + what)
                .expecting("use " + key.type().description()));
      }
    }
    return problems.count() == before
        ? Optional.of(new Values(mapping.at(), values))
        : Optional.empty();
  }

  /** The type of one of its keys. */
  public ValueSchema<?> type(String name) {
    Key key = find(name);
    if (key == null) {
      throw new IllegalArgumentException("there is no key " + name);
    }
    return key.type();
  }

  private @Nullable Key find(String name) {
    for (Key key : keys) {
      if (key.name().equals(name)) {
        return key;
      }
    }
    return null;
  }

  /** A closed JSON Schema object with these keys; for an unknown key, editors list them. */
  public Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Key key : keys) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("title", key.name());
      property.put("description", key.meaning());
      property.putAll(key.type().schema());
      properties.put(key.name(), property);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    schema.put("propertyNames", KeyNames.schema(names()));
    List<String> required = keys.stream().filter(Key::required).map(Key::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }
}
