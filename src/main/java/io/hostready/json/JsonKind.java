package io.hostready.json;

import java.util.Locale;

/** The types of values of RFC 8259; true and false are one type. */
public enum JsonKind {
  OBJECT,
  ARRAY,
  STRING,
  NUMBER,
  BOOLEAN,
  NULL;

  /** The name in lower case, such as {@code string}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
