package io.hostready.probe;

import io.hostready.host.UrlCredentials;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One value that was read: the file or command, its line if it has one (from 1), the subject, and
 * the value; null if absent.
 */
public record Evidence(String source, OptionalInt line, String subject, @Nullable String value) {

  /** Evidence is copied to every report, and a line of a file can have millions of characters. */
  private static final int LONGEST = 20_000;

  public Evidence {
    subject = UrlCredentials.blanked(subject);
    value = value == null ? null : shortened(value);
  }

  /**
   * A text of a host as reports show it: users and passwords in URLs are masked, and long text is
   * truncated.
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
