package io.hostready.json;

/**
 * A string, number, boolean or null. The text of a string is its value, otherwise it is the
 * literal.
 */
public record JsonScalar(JsonKind kind, String text, int line, int column) implements JsonValue {

  public JsonScalar {
    if (kind == JsonKind.OBJECT || kind == JsonKind.ARRAY) {
      throw new IllegalArgumentException(kind + " is not a scalar");
    }
  }
}
