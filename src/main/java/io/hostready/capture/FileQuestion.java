package io.hostready.capture;

import java.util.Comparator;

/**
 * A question about a path of a host.
 *
 * @param path absolute, as it was asked: links in it are not resolved
 */
public record FileQuestion(String path, Kind kind) implements Comparable<FileQuestion> {

  private static final Comparator<FileQuestion> ORDER =
      Comparator.comparing(FileQuestion::path).thenComparing(FileQuestion::kind);

  /** What is asked. */
  public enum Kind {
    /** The content of a file. */
    CONTENT,
    /** The names in a directory. */
    LISTING,
    /** The type, mode and owner; a link is followed. */
    STATUS,
    /** The same; a link in the last component is not followed. */
    LINK
  }

  @Override
  public int compareTo(FileQuestion other) {
    return ORDER.compare(this, other);
  }
}
