package io.hostready.report;

import io.hostready.rule.Level;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Values of SARIF 2.1.0. */
final class Sarif {

  private Sarif() {}

  static String level(Level level) {
    return switch (level) {
      case REQUIRED -> "error";
      case RECOMMENDED -> "warning";
      case OPTIONAL -> "note";
    };
  }

  static Map<String, String> message(String text) {
    return Map.of("text", ResultWording.line(text));
  }

  /** A path or link in the form of RFC 3986; an absolute path becomes a file URI. */
  static String uri(String text) {
    StringBuilder uri = new StringBuilder(text.startsWith("/") ? "file://" : "");
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain =
          c < 0x7f && (Character.isLetterOrDigit(c) || "-._~/:#?&=+,;@!$'()*".indexOf(c) >= 0);
      boolean mark = text.startsWith("/") && (c == '#' || c == '?');
      uri.append(
          plain && !mark ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return uri.toString();
  }
}
