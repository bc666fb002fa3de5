package io.hostready.yaml;

/**
 * A position in a user's file. Line and column count from 1; both are 0 if the problem is with the
 * whole: a directory, a file that cannot be read, an option.
 */
public record SourceSpan(String file, int line, int column) {

  public SourceSpan {
    if (line < 0 || column < 0 || (line == 0) != (column == 0)) {
      throw new IllegalArgumentException("no position: " + line + ":" + column);
    }
  }

  /** The start of a file. */
  public static SourceSpan startOf(String file) {
    return new SourceSpan(file, 1, 1);
  }

  /** A file, directory or option as a whole. */
  public static SourceSpan whole(String name) {
    return new SourceSpan(name, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
