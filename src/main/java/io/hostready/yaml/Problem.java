package io.hostready.yaml;

/** One mistake in what a user wrote: where it stands, what is wrong, and what to do. */
public record Problem(SourceSpan where, String message) {

  @Override
  public String toString() {
    return where + ": " + message;
  }
}
