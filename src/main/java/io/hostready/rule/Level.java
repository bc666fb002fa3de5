package io.hostready.rule;

import java.util.List;
import java.util.Locale;

/** How important a rule is, highest first. */
public enum Level {
  REQUIRED("required"),
  RECOMMENDED("recommended"),
  OPTIONAL("optional");

  public static final List<String> WORDS = List.of(REQUIRED.word, RECOMMENDED.word, OPTIONAL.word);

  private final String word;

  Level(String word) {
    this.word = word;
  }

  public String id() {
    return word;
  }

  /** True for the same level and every higher one. */
  public boolean isAtLeast(Level other) {
    return compareTo(other) <= 0;
  }

  /**
   * The level of a name.
   *
   * @throws IllegalArgumentException if it is none of {@link #WORDS}
   */
  public static Level of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
