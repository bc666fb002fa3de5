package io.hostready.yaml;

/** Names a place in a file that a user wrote. Line and column count from 1. */
public record SourceSpan(String file, int line, int column) {

  public SourceSpan {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("position before the start: " + line + ":" + column);
    }
  }

  /** The start of a file, for what is wrong with the file as a whole. */
  public static SourceSpan startOf(String file) {
    return new SourceSpan(file, 1, 1);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
