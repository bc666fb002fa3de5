package io.hostready.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much a rule matters, strongest first. */
public enum Level {
  REQUIRED,
  RECOMMENDED,
  OPTIONAL;

  public static final List<String> WORDS = Arrays.stream(values()).map(Level::word).toList();

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True for the same level and every stronger one. */
  public boolean isAtLeast(Level other) {
    return compareTo(other) <= 0;
  }

  /**
   * The level of a word.
   *
   * @throws IllegalArgumentException when it is none of {@link #WORDS}
   */
  public static Level of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
