package io.hostready.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Numbers in place of texts that come again and again, counted from 0 in the order in which the
 * texts were first told. The memory is bounded: what did not come for long is forgotten, and told
 * anew under another number when it does.
 */
final class TextDictionary {

  private final int mostCharacters;
  private final Map<String, Integer> known = new LinkedHashMap<>(256, 0.75f, true);
  private int characters;
  private int next;

  TextDictionary(int mostCharacters) {
    this.mostCharacters = mostCharacters;
  }

  /** The text's number; one that is new is told first. */
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
