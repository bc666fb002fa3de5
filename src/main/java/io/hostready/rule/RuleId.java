package io.hostready.rule;

import java.util.regex.Pattern;

/**
 * A rule's name: lower-case letters, digits and dots, separated by hyphens; the file's own name.
 */
public record RuleId(String value) implements Comparable<RuleId> {

  /** The form, as messages describe it. */
  static final String DESCRIBED = "lower-case letters, digits and dots, separated by hyphens";

  /**
   * No group is repeated: Java's matcher recurses once for each repetition, and a name can be long.
   */
  static final Pattern FORM = Pattern.compile("(?!.*--)[a-z0-9][a-z0-9.-]*(?<!-)");

  public RuleId {
    if (!isOne(value)) {
      throw new IllegalArgumentException("'" + value + "' is not a rule id");
    }
  }

  /** Whether a text is a valid rule ID. */
  static boolean isOne(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public int compareTo(RuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
