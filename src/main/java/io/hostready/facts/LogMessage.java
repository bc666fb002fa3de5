package io.hostready.facts;

import io.hostready.json.JsonException;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message of a Go program that logs with logrus, as dockerd and containerd do: logfmt ({@code
 * time="..." level=fatal msg="..." error="..."}), JSON, or plain text. Source: logrus, {@code
 * text_formatter.go} and {@code json_formatter.go}.
 *
 * @param text the message, and the error after a colon; plain text as it is
 */
public record LogMessage(Level level, String text) {

  /** The level; PLAIN for text that is not a message of a logger. */
  public enum Level {
    PLAIN,
    FATAL,
    ERROR,
    WARNING,
    INFO
  }

  private static final JsonLimits FIELDS = new JsonLimits(16 << 10, 4, 8 << 10, true);

  /** Reads a message. */
  public static LogMessage parse(String message) {
    Map<String, String> fields = fields(message);
    String level = fields.getOrDefault("level", "");
    if (level.isEmpty() || !fields.containsKey("msg")) {
      return new LogMessage(Level.PLAIN, message.strip());
    }
    String text = fields.get("msg").strip();
    String error = fields.getOrDefault("error", "").strip();
    boolean hasError = !error.isEmpty() && !error.equals("<nil>") && !text.contains(error);
    return new LogMessage(level(level), hasError ? text + ": " + error : text);
  }

  private static Level level(String word) {
    return switch (word) {
      case "fatal", "panic" -> Level.FATAL;
      case "error" -> Level.ERROR;
      case "warning", "warn" -> Level.WARNING;
      default -> Level.INFO;
    };
  }

  private static Map<String, String> fields(String message) {
    if (message.startsWith("{")) {
      try {
        JsonObject object = JsonReader.readObject(message, FIELDS);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String name : new String[] {"level", "msg", "error"}) {
          if (object.has(name)) {
            fields.put(name, object.findText(name).orElse(""));
          }
        }
        return fields;
      } catch (JsonException other) {
        return Map.of();
      }
    }
    return message.startsWith("time=") || message.startsWith("level=") ? logfmt(message) : Map.of();
  }

  private static Map<String, String> logfmt(String message) {
    Map<String, String> fields = new LinkedHashMap<>();
    int at = 0;
    while (at < message.length()) {
      int equals = message.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String name = message.substring(at, equals).strip();
      int end = equals + 1;
      StringBuilder value = new StringBuilder();
      if (end < message.length() && message.charAt(end) == '"') {
        end++;
        while (end < message.length() && message.charAt(end) != '"') {
          if (message.charAt(end) == '\\' && end + 1 < message.length()) {
            end++;
            value.append(
                switch (message.charAt(end)) {
                  case 'n', 't', 'r' -> ' ';
                  default -> message.charAt(end);
                });
          } else {
            value.append(message.charAt(end));
          }
          end++;
        }
        end++;
      } else {
        int space = message.indexOf(' ', end);
        int stop = space < 0 ? message.length() : space;
        value.append(message, end, stop);
        end = stop;
      }
      fields.putIfAbsent(name, value.toString());
      at = end;
    }
    return fields;
  }
}
