package io.hostready.json;

import java.util.List;

/** An array with its items in order. */
public record JsonArray(List<JsonValue> items, int line, int column) implements JsonValue {

  public JsonArray {
    items = List.copyOf(items);
  }

  @Override
  public JsonKind kind() {
    return JsonKind.ARRAY;
  }

  /** The texts of the items that are scalars. */
  public List<String> scalarTexts() {
    return items.stream()
        .filter(JsonScalar.class::isInstance)
        .map(item -> ((JsonScalar) item).text())
        .toList();
  }
}
