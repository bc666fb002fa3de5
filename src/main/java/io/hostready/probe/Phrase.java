package io.hostready.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How findings say what a facet is or has to be. {@link #SUBJECT} is what the probe asks about. */
public sealed interface Phrase {

  /** Stands for the probe's subject. */
  String SUBJECT = "{subject}";

  /** Stands for the value, or for what is expected of it. */
  String VALUE = "{}";

  /**
   * A sentence with a place for the value.
   *
   * @param missing the sentence if there is no value; empty for "SUBJECT has no NAME"
   * @param words what the values of an enum are called, where that is another word
   */
  record Sentence(String text, Optional<String> missing, Map<String, String> words)
      implements Phrase {

    public Sentence {
      words = Map.copyOf(words);
    }

    public String of(String subject, String value) {
      return text.replace(SUBJECT, subject).replace(VALUE, value);
    }

    public String word(String value) {
      return words.getOrDefault(value, value);
    }
  }

  /** Two sentences, for true and false. An empty one leaves it to the value's own reason. */
  record Alternative(String yes, String no) implements Phrase {

    public String of(String subject, boolean value) {
      return (value ? yes : no).replace(SUBJECT, subject);
    }
  }

  /** A sentence about several names that have, or have to have, one of some states. */
  record Names(Sentences sentences) implements Phrase {}

  /** Makes a sentence of names, such as CONFIG_VETH, and states, such as y and m. */
  @FunctionalInterface
  interface Sentences {
    String of(List<String> names, List<String> states);
  }
}
