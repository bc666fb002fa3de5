package io.hostready.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a map that was read with a schema; each has the type of its key. */
public record Values(SourceSpan at, Map<String, Object> byKey) {

  public Values {
    byKey = Map.copyOf(byKey);
  }

  public boolean has(String key) {
    return byKey.containsKey(key);
  }

  /** The value of a key, if it is set. */
  public <T> Optional<T> find(String key, Class<T> type) {
    return Optional.ofNullable(byKey.get(key)).map(type::cast);
  }

  /** The value of a required key. */
  public <T> T get(String key, Class<T> type) {
    return find(key, type)
        .orElseThrow(() -> new IllegalStateException("no value for the required key " + key));
  }

  public String text(String key) {
    return get(key, String.class);
  }

  public Optional<String> findText(String key) {
    return find(key, String.class);
  }

  /** The texts of a list; empty if the key is absent. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object text : find(key, List.class).orElse(List.of())) {
      texts.add((String) text);
    }
    return texts;
  }

  /** The texts of a map, in their order; empty if the key is absent. */
  public Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    find(key, Map.class)
        .ifPresent(
            map ->
                ((Map<?, ?>) map).forEach((name, text) -> texts.put((String) name, (String) text)));
    return texts;
  }

  public boolean flag(String key, boolean otherwise) {
    return find(key, Boolean.class).orElse(otherwise);
  }

  public long number(String key, long otherwise) {
    return find(key, Long.class).orElse(otherwise);
  }
}
