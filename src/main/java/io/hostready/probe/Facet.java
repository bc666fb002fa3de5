package io.hostready.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One property that an observation of a kind can have and a rule can expect.
 *
 * @param words the only values of a WORD or STATES facet; empty if they are not limited
 * @param phrase the sentence for its value in findings
 */
public record Facet(String name, Type type, List<String> words, String meaning, Phrase phrase) {

  public Facet {
    words = List.copyOf(words);
  }

  /** The type decides which matchers a rule can use and which {@link Value} a probe must return. */
  public enum Type {
    /** {@link Value.Flag}. */
    FLAG,
    /** {@link Value.Count}. */
    COUNT,
    /** {@link Value.Count} in bytes; rules write 512MiB. */
    BYTES,
    /** {@link Value.Text}. */
    TEXT,
    /** {@link Value.Text}, one of the facet's words. */
    WORD,
    /** {@link Value.Version}. */
    VERSION,
    /** {@link Value.PackageVersion}. */
    PACKAGE_VERSION,
    /** {@link Value.Words}. */
    WORDS,
    /** {@link Value.States}. */
    STATES
  }

  /** A facet that findings show as a name and a value, such as "eth0 mtu 1500". */
  public Facet(String name, Type type, List<String> words, String meaning) {
    this(
        name,
        type,
        words,
        meaning,
        type == Type.FLAG
            ? new Phrase.Alternative(
                Phrase.SUBJECT + " " + name.replace('-', ' '),
                Phrase.SUBJECT + " not " + name.replace('-', ' '))
            : new Phrase.Sentence(
                Phrase.SUBJECT + " " + name.replace('-', ' ') + " " + Phrase.VALUE,
                Optional.empty(),
                Map.of()));
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

  public static Facet packageVersion(String name, String meaning) {
    return new Facet(name, Type.PACKAGE_VERSION, List.of(), meaning);
  }

  public static Facet words(String name, String meaning) {
    return new Facet(name, Type.WORDS, List.of(), meaning);
  }

  public static Facet states(String name, List<String> words, String meaning) {
    return new Facet(name, Type.STATES, words, meaning);
  }

  /** The text of one of its values in findings. */
  public String shown(String value) {
    return phrase instanceof Phrase.Sentence sentence ? sentence.word(value) : value;
  }

  private Facet with(Phrase other) {
    return new Facet(name, type, words, meaning, other);
  }

  /** The same facet, with a sentence that contains the value. */
  public Facet said(String sentence) {
    return with(new Phrase.Sentence(sentence, Optional.empty(), Map.of()));
  }

  /** The same, with a sentence for objects that have no such value. */
  public Facet said(String sentence, String missing) {
    return with(new Phrase.Sentence(sentence, Optional.of(missing), Map.of()));
  }

  /** The same, with other texts for some of its values. */
  public Facet said(String sentence, Map<String, String> words) {
    return with(new Phrase.Sentence(sentence, Optional.empty(), words));
  }

  /** The same flag, with one of two sentences. */
  public Facet saidIfTrue(String yes, String ifFalse) {
    return with(new Phrase.Alternative(yes, ifFalse));
  }

  /** The same states, with a sentence for all names that have one of them. */
  public Facet saidOfNames(Phrase.Sentences sentences) {
    return with(new Phrase.Names(sentences));
  }
}
