package io.hostready.json;

/** A string, number, boolean or null. Of a string the text is the value, else what is written. */
public record JsonScalar(JsonKind kind, String text, int line, int column) implements JsonValue {

  public JsonScalar {
    if (kind == JsonKind.OBJECT || kind == JsonKind.ARRAY) {
      throw new IllegalArgumentException(kind + " is not a scalar");
    }
  }
}
