package io.hostready.probe;

import java.util.List;

/**
 * One thing that an observation of a kind can tell and a rule can expect something of.
 *
 * @param words the only words a WORD or STATES facet can take; empty where they are not limited
 */
public record Facet(String name, Type type, List<String> words, String meaning) {

  public Facet {
    words = List.copyOf(words);
  }

  /** The type decides which matchers a rule may use and which {@link Value} a probe must give. */
  public enum Type {
    /** {@link Value.Flag}. */
    FLAG,
    /** {@link Value.Count}. */
    COUNT,
    /** {@link Value.Count} in bytes; rules write 512MiB. */
    BYTES,
    /** {@link Value.Text}. */
    TEXT,
    /** {@link Value.Text} out of the facet's words. */
    WORD,
    /** {@link Value.Version}. */
    VERSION,
    /** {@link Value.Words}. */
    WORDS,
    /** {@link Value.States}. */
    STATES
  }

  public static Facet flag(String name, String meaning) {
    return new Facet(name, Type.FLAG, List.of(), meaning);
  }

  public static Facet count(String name, String meaning) {
    return new Facet(name, Type.COUNT, List.of(), meaning);
  }

  public static Facet bytes(String name, String meaning) {
    return new Facet(name, Type.BYTES, List.of(), meaning);
  }

  public static Facet text(String name, String meaning) {
    return new Facet(name, Type.TEXT, List.of(), meaning);
  }

  public static Facet word(String name, List<String> words, String meaning) {
    return new Facet(name, Type.WORD, words, meaning);
  }

  public static Facet version(String name, String meaning) {
    return new Facet(name, Type.VERSION, List.of(), meaning);
  }

  public static Facet words(String name, String meaning) {
    return new Facet(name, Type.WORDS, List.of(), meaning);
  }

  public static Facet states(String name, List<String> words, String meaning) {
    return new Facet(name, Type.STATES, words, meaning);
  }
}
