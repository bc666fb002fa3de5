package io.hostready.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Users and passwords in URLs, which no output contains: {@code https://user:password@host} is
 * shown as {@code https://***@host}. Source: RFC 3986, 3.2.1 (userinfo).
 */
public final class UrlCredentials {

  private static final String MARK = "***";

  // Up to the last @ before a slash: a password that was not percent-encoded can contain one.
  private static final Pattern USERINFO = Pattern.compile("(?<=://)[^/\\s\"'<>]*(?=@)");

  private static final Pattern URL =
      Pattern.compile("(\\w[\\w+.-]*://)([^/\\s\"'<>]*)(@[^\\s\"'<>]*)");

  private UrlCredentials() {}

  /** Whether a text has a URL with a user or password. */
  public static boolean isIn(String text) {
    return text.indexOf('@') >= 0 && USERINFO.matcher(text).find();
  }

  /** The text with each of them replaced by a mark. */
  public static String blanked(String text) {
    return replaced(text, MARK);
  }

  /** The text with each of them replaced by the caller's mark. */
  public static String replaced(String text, String mark) {
    return text.contains("://") && text.indexOf('@') >= 0
        ? USERINFO.matcher(text).replaceAll(Matcher.quoteReplacement(mark))
        : text;
  }

  /**
   * A masked text with the credentials that the same URLs have in another text, such as the file
   * that it replaces; empty if the other text lacks one of the URLs, or has it twice with different
   * credentials.
   */
  public static Optional<String> restored(String blanked, String original) {
    Map<String, String> known = new HashMap<>();
    Matcher url = URL.matcher(original);
    while (url.find()) {
      String before = known.put(url.group(1) + url.group(3), url.group(2));
      if (before != null && !before.equals(url.group(2))) {
        return Optional.empty();
      }
    }
    StringBuilder whole = new StringBuilder();
    Matcher place = URL.matcher(blanked);
    while (place.find()) {
      String credentials = known.get(place.group(1) + place.group(3));
      if (credentials == null) {
        return Optional.empty();
      }
      place.appendReplacement(
          whole, Matcher.quoteReplacement(place.group(1) + credentials + place.group(3)));
    }
    return Optional.of(place.appendTail(whole).toString());
  }
}
