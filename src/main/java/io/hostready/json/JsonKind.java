package io.hostready.json;

import java.util.Locale;

/** The kinds of values of RFC 8259; true and false are of one kind. */
public enum JsonKind {
  OBJECT,
  ARRAY,
  STRING,
  NUMBER,
  BOOLEAN,
  NULL;

  /** The kind in lower case, as in {@code string}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
