package io.hostready.json;

import org.jspecify.annotations.Nullable;

/**
 * The names and indexes from the root of a document to a value.
 *
 * @param parent the path of the object or array that contains it; null for the root
 * @param name the name of a member; empty for an item of an array
 * @param index the index of an item from 0; -1 for a member
 */
public record JsonPath(@Nullable JsonPath parent, String name, int index) {

  private static final int LONGEST_NAME = 80;

  /** The path of a whole document. */
  public static final JsonPath ROOT = new JsonPath(null, "", -1);

  public JsonPath member(String member) {
    return new JsonPath(this, member, -1);
  }

  public JsonPath item(int item) {
    return new JsonPath(this, "", item);
  }

  /** The form in messages, such as {@code results[3].level}; empty for the root. */
  @Override
  public String toString() {
    if (parent == null) {
      return "";
    }
    String before = parent.toString();
    return index >= 0
        ? before + "[" + index + "]"
        : before + (before.isEmpty() ? "" : ".") + shortened(name);
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
  }

  /** The form of RFC 6901, section 3, such as {@code /results/3/level}. */
  public String pointer() {
    if (parent == null) {
      return "";
    }
    String part = index >= 0 ? Integer.toString(index) : name;
    return parent.pointer() + "/" + part.replace("~", "~0").replace("/", "~1");
  }
}
