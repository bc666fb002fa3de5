package io.hostready.probe;

import io.hostready.host.UrlCredentials;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was read: the file or command, its line where there is one (from 1), what it is
 * about, and what it said; value null where it said nothing.
 */
public record Evidence(String source, OptionalInt line, String subject, @Nullable String value) {

  /** What is read goes on in every report, and a line of a file may have millions. */
  private static final int LONGEST = 20_000;

  public Evidence {
    subject = UrlCredentials.blanked(subject);
    value = value == null ? null : shortened(value);
  }

  /**
   * A text of a host as it stands in reports: users and passwords in URLs are blanked, and what is
   * too long for any reader is cut.
   */
  public static String shortened(String whole) {
    String text = UrlCredentials.blanked(whole);
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "... (" + text.length() + " characters)";
  }

  public static Evidence of(String source, String subject, @Nullable String value) {
    return new Evidence(source, OptionalInt.empty(), subject, value);
  }

  public static Evidence of(String source, int line, String subject, @Nullable String value) {
    return new Evidence(source, OptionalInt.of(line), subject, value);
  }
}
