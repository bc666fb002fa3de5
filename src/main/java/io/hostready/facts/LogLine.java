package io.hostready.facts;

import io.hostready.json.JsonArray;
import io.hostready.json.JsonException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a system log. Formats: journalctl with {@code -o json}, {@code short} and its
 * variants; syslog (RFC 3164, and with RFC 3339 times); a file with a service's standard error.
 * Source: journalctl(1), systemd.journal-fields(7), rsyslog.conf(5).
 *
 * @param program the name of the process that logged it, without its PID; empty if the format has
 *     none
 * @param unit the systemd unit of the process, or the unit that systemd logs about; empty if
 *     unknown
 * @param boot the boot: an ID or a number; lines of the same boot have the same
 */
public record LogLine(String program, String unit, String boot, String message) {

  /** The end of a longer log is read: the journal's lines of a unit have some ten thousand. */
  private static final int MOST_CHARACTERS = 2 << 20;

  private static final int MOST_LINES = 3_000;

  /** Longer messages are cut. */
  private static final int LONGEST = 1_500;

  private static final JsonLimits ENTRY = new JsonLimits(64 << 10, 4, 32 << 10, true);

  public LogLine {
    message = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
  }

  /** The lines of a log, the oldest first; lines of no known format have no program. */
  public static List<LogLine> parse(String log) {
    String text = end(log);
    List<LogLine> lines = new ArrayList<>();
    int boot = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.startsWith("-- ")) {
        boot += isNewBoot(line) ? 1 : 0;
      } else if (line.startsWith("{")) {
        lines.add(entry(line, boot));
      } else if (!line.isBlank()) {
        boot += line.contains(" Linux version ") && ofText(line, boot).isBoot() ? 1 : 0;
        lines.add(ofText(line, boot));
      }
    }
    return lines;
  }

  /** Whether the kernel logged it at the beginning of a boot. */
  public boolean isBoot() {
    return program.equals("kernel") && message.contains("Linux version ");
  }

  /** The last lines of a text, within the limits. */
  private static String end(String log) {
    int start = Math.max(0, log.length() - MOST_CHARACTERS);
    if (start > 0) {
      start = log.indexOf('\n', start) + 1;
    }
    int from = log.length() - 1;
    for (int lines = 0; lines < MOST_LINES && from >= start; lines++) {
      from = log.lastIndexOf('\n', from - 1);
    }
    return log.substring(Math.max(start, from + 1));
  }

  /** "-- Boot ID --" or "-- Reboot --", between two boots in the output of journalctl. */
  private static boolean isNewBoot(String line) {
    return line.startsWith("-- Boot ") || line.startsWith("-- Reboot");
  }

  private static LogLine entry(String line, int boot) {
    try {
      JsonObject entry = JsonReader.readObject(line, ENTRY);
      String unit = text(entry, "UNIT");
      return new LogLine(
          text(entry, "SYSLOG_IDENTIFIER"),
          unit.isEmpty() ? text(entry, "_SYSTEMD_UNIT") : unit,
          text(entry, "_BOOT_ID"),
          text(entry, "MESSAGE"));
    } catch (JsonException other) {
      return new LogLine("", "", String.valueOf(boot), line);
    }
  }

  /** A field's value; a value that is not UTF-8 is an array of bytes. */
  private static String text(JsonObject entry, String field) {
    JsonValue value = entry.members().get(field);
    return switch (value) {
      case null -> "";
      case JsonScalar scalar -> scalar.text();
      case JsonObject _ -> "";
      case JsonArray array -> {
        byte[] bytes = new byte[Math.min(array.items().size(), LONGEST)];
        for (int i = 0; i < bytes.length; i++) {
          if (array.items().get(i) instanceof JsonScalar(_, String number, _, _)
              && number.matches("\\d{1,3}")) {
            bytes[i] = (byte) Integer.parseInt(number);
          }
        }
        yield new String(bytes, StandardCharsets.UTF_8);
      }
    };
  }

  /** The program is the word before the first ": ", as "dockerd[812]" or "systemd". */
  private static LogLine ofText(String line, int boot) {
    int colon = line.indexOf(": ");
    int end = colon > 0 && line.charAt(colon - 1) == ']' ? line.lastIndexOf('[', colon) : colon;
    int start = end > 0 ? line.lastIndexOf(' ', end - 1) + 1 : 0;
    boolean isProgram = start > 0 && end > start && isProgram(line, start, end);
    String number = String.valueOf(boot);
    return isProgram && startsWithTime(line)
        ? new LogLine(line.substring(start, end), "", number, line.substring(colon + 2))
        : new LogLine("", "", number, line);
  }

  /** "Dec 1 19:19:08", "Tue 2026-12-01 19:19:08 UTC", "2026-12-01T19:19:08+0000", "[ 12.3]". */
  private static boolean startsWithTime(String line) {
    if (line.startsWith("[") || Character.isDigit(line.charAt(0))) {
      return true;
    }
    int clock = line.indexOf(':');
    return Character.isUpperCase(line.charAt(0))
        && clock > 2
        && clock + 3 < line.length()
        && Character.isDigit(line.charAt(clock - 1))
        && Character.isDigit(line.charAt(clock - 2))
        && line.charAt(clock - 3) == ' '
        && line.charAt(clock + 3) == ':';
  }

  private static boolean isProgram(String line, int start, int end) {
    for (int i = start; i < end; i++) {
      char at = line.charAt(i);
      if (!Character.isLetterOrDigit(at) && "()-_./@".indexOf(at) < 0) {
        return false;
      }
    }
    return true;
  }
}
