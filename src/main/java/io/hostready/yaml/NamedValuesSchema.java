package io.hostready.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A map with names chosen by the author, in their order; not empty.
 *
 * @param <E> the Java type of a value
 */
record NamedValuesSchema<E>(ValueSchema<String> name, ValueSchema<E> value)
    implements ValueSchema<Map<String, E>> {

  @Override
  public Optional<Map<String, E>> read(YamlNode node, Problems problems) {
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
      return ValueSchema.wrong(node, description(), problems);
    }
    Map<String, E> read = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              Optional<String> known =
                  name.read(new YamlNode.Scalar(entry.keyAt(), key, true), problems);
              Optional<E> element = value.read(entry.value(), problems);
              known.ifPresent(k -> element.ifPresent(e -> read.put(k, e)));
            });
    return read.size() == mapping.entries().size() ? Optional.of(read) : Optional.empty();
  }

  @Override
  public String description() {
    return "a map, each value " + value.description();
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("minProperties", 1);
    schema.put("propertyNames", name.schema());
    schema.put("additionalProperties", value.schema());
    return schema;
  }
}
