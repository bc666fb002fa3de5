package io.hostready.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Numbers for repeated texts, from 0 in the order of their first use. The memory is limited: a text
 * that was not used for a long time is dropped, and gets another number at its next use.
 */
final class TextDictionary {

  private final int mostCharacters;
  private final Map<String, Integer> known = new LinkedHashMap<>(256, 0.75f, true);
  private int characters;
  private int next;

  TextDictionary(int mostCharacters) {
    this.mostCharacters = mostCharacters;
  }

  /** The text's number; a new text is written first. */
  int of(String text, IntConsumer tell) {
    Integer number = known.get(text);
    if (number == null) {
      number = next++;
      tell.accept(number);
      keep(text, number);
    }
    return number;
  }

  private void keep(String text, int number) {
    known.put(text, number);
    characters += text.length();
    var oldest = known.entrySet().iterator();
    while (characters > mostCharacters) {
      characters -= oldest.next().getKey().length();
      oldest.remove();
    }
  }
}
