package io.hostready.yaml;

import io.hostready.text.Quoted;

/**
 * One mistake in what a user wrote: where it stands, what is wrong, and what to do. The message is
 * one line and fit for a terminal, whatever it quotes.
 */
public record Problem(SourceSpan where, String message) {

  public Problem {
    message = Quoted.harmless(message);
  }

  @Override
  public String toString() {
    return Quoted.harmless(where.toString()) + ": " + message;
  }
}
