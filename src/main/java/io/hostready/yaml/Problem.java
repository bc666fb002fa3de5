package io.hostready.yaml;

import io.hostready.text.Quoted;
import java.util.Optional;

/**
 * One error in a user's text: where it is, what is wrong, and what is valid. The message is one
 * line and safe for a terminal, even if it quotes the text.
 *
 * @param found what is wrong: "invalid level 'high'"
 * @param expected what is valid: "use required, recommended or optional"
 * @param remedy a hint, in sentences: "Did you mean 'required'?"
 */
public record Problem(
    SourceSpan where, String found, Optional<String> expected, Optional<String> remedy) {

  /** A problem with only what was found. */
  public Problem(SourceSpan where, String found) {
    this(where, found, Optional.empty(), Optional.empty());
  }

  /** The same with what is valid. */
  public Problem expecting(String phrase) {
    return new Problem(where, found, Optional.of(phrase), remedy);
  }

  /** The same with a further hint; an empty text adds nothing. */
  public Problem advising(String sentences) {
    String more = sentences.strip();
    return more.isEmpty()
        ? this
        : new Problem(
            where, found, expected, Optional.of(remedy.map(it -> it + " " + more).orElse(more)));
  }

  /** The same at another position. */
  public Problem at(SourceSpan other) {
    return new Problem(other, found, expected, remedy);
  }

  /** What is wrong, what is valid, and the hint. */
  public String message() {
    return Quoted.harmless(
        found
            + expected.map(phrase -> ": " + phrase).orElse("")
            + remedy.map(sentences -> ". " + sentences).orElse(""));
  }

  @Override
  public String toString() {
    return Quoted.harmless(where.toString()) + ": " + message();
  }
}
