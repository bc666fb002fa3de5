package io.hostready.yaml;

import io.hostready.text.Quoted;
import java.util.Optional;

/**
 * One error in what a user wrote: where it stands, what was found, what was expected, and what to
 * do. The message is one line and fit for a terminal, whatever it quotes.
 *
 * @param found what stands there, in a clause without a full stop
 * @param expected what should stand there, in a phrase
 * @param remedy what to do, in sentences
 */
public record Problem(
    SourceSpan where, String found, Optional<String> expected, Optional<String> remedy) {

  /** A problem of which nothing but the finding is known. */
  public Problem(SourceSpan where, String found) {
    this(where, found, Optional.empty(), Optional.empty());
  }

  /** A problem that was told in sentences. */
  public static Problem ofSentences(SourceSpan where, String sentences) {
    return new Problem(where, sentences.replaceFirst("\\.$", ""));
  }

  /** The same with what was expected. */
  public Problem expecting(String phrase) {
    return new Problem(where, found, Optional.of(phrase), remedy);
  }

  /** The same with more of what to do; an empty text adds nothing. */
  public Problem advising(String sentences) {
    String more = sentences.strip();
    return more.isEmpty()
        ? this
        : new Problem(
            where, found, expected, Optional.of(remedy.map(it -> it + " " + more).orElse(more)));
  }

  /** The same at another place. */
  public Problem at(SourceSpan other) {
    return new Problem(other, found, expected, remedy);
  }

  /** What was found, what was expected and what to do, in sentences. */
  public String message() {
    return Quoted.harmless(
        found
            + expected.map(phrase -> "; expected " + phrase).orElse("")
            + "."
            + remedy.map(sentences -> " " + sentences).orElse(""));
  }

  @Override
  public String toString() {
    return Quoted.harmless(where.toString()) + ": " + message();
  }
}
