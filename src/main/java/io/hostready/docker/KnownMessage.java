package io.hostready.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A known message of a log: an error of dockerd, containerd, systemd or the kernel, or one that
 * explains it. Source: {@link MessageTable}.
 *
 * @param cause what is wrong on the host, as a clause with placeholders of the patterns
 * @param rules the rules that check it; empty if no rule does
 * @param remedy what to do, as sentences
 * @param source the source file of the message
 */
public record KnownMessage(
    Kind kind,
    List<LogPattern> patterns,
    String cause,
    List<String> rules,
    String remedy,
    String source) {

  /** What a message means. */
  public enum Kind {
    /** It names the cause. */
    ERROR,
    /** It does not have the cause: an earlier message of the same start can have one. */
    GENERAL,
    /** It names the cause, which can be harmless or gone. */
    NOTICE,
    /** It is no error, although a pattern of another entry is in it. */
    IGNORED
  }

  /** A cause and its remedy, with the values of a message. */
  public record Explanation(Kind kind, String cause, List<String> rules, String remedy) {

    public Explanation {
      rules = List.copyOf(rules);
    }
  }

  public KnownMessage {
    patterns = List.copyOf(patterns);
    rules = List.copyOf(rules);
  }

  /** What it means that a message has one of the patterns. */
  Optional<Explanation> of(String message) {
    for (LogPattern pattern : patterns) {
      Optional<Map<String, String>> values = pattern.match(message);
      if (values.isPresent()) {
        return Optional.of(
            new Explanation(
                kind,
                LogPattern.filled(cause, values.get()),
                rules,
                LogPattern.filled(remedy, values.get())));
      }
    }
    return Optional.empty();
  }

  /** Blocks of lines {@code key: value}, separated by empty lines. */
  static List<KnownMessage> parse(String file, String table) {
    List<KnownMessage> messages = new ArrayList<>();
    for (String block : table.split("\n\\s*\n")) {
      Kind kind = Kind.ERROR;
      List<LogPattern> patterns = new ArrayList<>();
      String cause = "";
      List<String> rules = List.of();
      String remedy = "";
      String source = "";
      for (String line : block.split("\n")) {
        int colon = line.indexOf(": ");
        if (line.startsWith("#") || line.isBlank()) {
          continue;
        }
        String value = line.substring(colon + 2).strip();
        switch (line.substring(0, Math.max(colon, 0))) {
          case "error" -> patterns.add(LogPattern.parse(value));
          case "general" -> {
            kind = Kind.GENERAL;
            patterns.add(LogPattern.parse(value));
          }
          case "notice" -> {
            kind = Kind.NOTICE;
            patterns.add(LogPattern.parse(value));
          }
          case "ignored" -> {
            kind = Kind.IGNORED;
            patterns.add(LogPattern.parse(value));
          }
          case "cause" -> cause = value;
          case "rule" -> rules = List.of(value.split(" "));
          case "do" -> remedy = value;
          case "source" -> source = value;
          default -> throw new IllegalStateException(file + ": " + line);
        }
      }
      if (!patterns.isEmpty()) {
        messages.add(new KnownMessage(kind, patterns, cause, rules, remedy, source));
      }
    }
    return messages;
  }
}
