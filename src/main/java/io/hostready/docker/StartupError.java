package io.hostready.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A known error of dockerd, containerd or systemd that ends the start of a daemon, or a message
 * that explains one. Source: {@code startup-errors.txt}.
 *
 * @param cause what is wrong on the host, as a clause with placeholders of the patterns
 * @param rules the rules that check it; empty if no rule does
 * @param remedy what to do, as sentences
 * @param source the source file of the message
 */
public record StartupError(
    Kind kind,
    List<LogPattern> patterns,
    String cause,
    List<String> rules,
    String remedy,
    String source) {

  /** What a message means for the start. */
  public enum Kind {
    /** It names the cause. */
    ERROR,
    /** It does not have the cause: an earlier message of the same start can have one. */
    GENERAL
  }

  /** A cause and its remedy, with the values of a message. */
  public record Explanation(Kind kind, String cause, List<String> rules, String remedy) {

    public Explanation {
      rules = List.copyOf(rules);
    }
  }

  public StartupError {
    patterns = List.copyOf(patterns);
    rules = List.copyOf(rules);
  }

  private static final class Table {

    private static final List<StartupError> ALL = read();

    private static List<StartupError> read() {
      try (InputStream in = StartupError.class.getResourceAsStream("startup-errors.txt")) {
        if (in == null) {
          throw new IllegalStateException("startup-errors.txt is not in the program");
        }
        return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** Every known error, in the order of the table. */
  public static List<StartupError> all() {
    return Table.ALL;
  }

  /** The explanation of a message by the first entry that has a pattern of it. */
  public static Optional<Explanation> explain(String message) {
    return Table.ALL.stream().flatMap(error -> error.of(message).stream()).findFirst();
  }

  private Optional<Explanation> of(String message) {
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
  private static List<StartupError> parse(String table) {
    List<StartupError> errors = new ArrayList<>();
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
          case "cause" -> cause = value;
          case "rule" -> rules = List.of(value.split(" "));
          case "do" -> remedy = value;
          case "source" -> source = value;
          default -> throw new IllegalStateException("startup-errors.txt: " + line);
        }
      }
      if (!patterns.isEmpty()) {
        errors.add(new StartupError(kind, patterns, cause, rules, remedy, source));
      }
    }
    return errors;
  }
}
