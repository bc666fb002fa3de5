package io.hostready.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sentences of findings about a facet. {@link #SUBJECT} is the subject of the probe. */
public sealed interface Phrase {

  /** The placeholder for the probe's subject. */
  String SUBJECT = "{subject}";

  /** The placeholder for the value, or for what is expected of it. */
  String VALUE = "{}";

  /**
   * A sentence with a placeholder for the value.
   *
   * @param missing the sentence if there is no value; empty for "SUBJECT has no NAME"
   * @param words other texts for values of an enum
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

  /** Two sentences, for true and false. If one is empty, the value's own reason is used. */
  record Alternative(String yes, String no) implements Phrase {

    public String of(String subject, boolean value) {
      return (value ? yes : no).replace(SUBJECT, subject);
    }
  }

  /** A sentence about several names that have, or must have, one of some states. */
  record Names(Sentences sentences) implements Phrase {}

  /** Creates a sentence from names, such as CONFIG_VETH, and states, such as y and m. */
  @FunctionalInterface
  interface Sentences {
    String of(List<String> names, List<String> states);

    /** The sentence that no name has one of the states. */
    default String noneOf(List<String> names, List<String> states) {
      return "not: " + of(names, states);
    }
  }
}
