package io.hostready.text;

import java.util.List;

/** Lists of words in sentences: "a", "a and b", "a, b or c". */
public final class Joined {

  private Joined() {}

  public static String and(List<String> words) {
    return with(words, " and ");
  }

  public static String or(List<String> words) {
    return with(words, " or ");
  }

  private static String with(List<String> words, String last) {
    if (words.size() < 2) {
      return words.isEmpty() ? "" : words.getFirst();
    }
    return String.join(", ", words.subList(0, words.size() - 1)) + last + words.getLast();
  }
}
