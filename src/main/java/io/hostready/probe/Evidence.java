package io.hostready.probe;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was read: the file or command, its line where there is one (from 1), what it is
 * about, and what it said; value null where it said nothing.
 */
public record Evidence(String source, OptionalInt line, String subject, @Nullable String value) {

  public static Evidence of(String source, String subject, @Nullable String value) {
    return new Evidence(source, OptionalInt.empty(), subject, value);
  }

  public static Evidence of(String source, int line, String subject, @Nullable String value) {
    return new Evidence(source, OptionalInt.of(line), subject, value);
  }
}
