package io.hostready.change;

import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A program to run without a shell, its additional environment variables, and its time limit. */
public record ProgramCall(List<String> argv, Map<String, String> environment, Duration limit) {

  public static final Duration USUAL_LIMIT = Duration.ofMinutes(2);

  public ProgramCall {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    if (argv.isEmpty() || argv.getFirst().isBlank()) {
      throw new IllegalArgumentException("a command without a program: " + argv);
    }
  }

  /** A command with the default environment and time limit. */
  public static ProgramCall of(String... argv) {
    return of(List.of(argv));
  }

  public static ProgramCall of(List<String> argv) {
    return new ProgramCall(argv, Map.of(), USUAL_LIMIT);
  }

  public ProgramCall within(Duration longer) {
    return new ProgramCall(argv, environment, longer);
  }

  /** Writes the member {@code command} of an open object. */
  void write(JsonWriter json) {
    json.object("command")
        .put("argv", argv)
        .put("environment", new TreeMap<>(environment))
        .put("limitSeconds", limit.toSeconds())
        .end();
  }

  /** Reads that member. */
  static ProgramCall read(JsonObject parent) {
    JsonObject json = parent.object("command");
    return new ProgramCall(
        json.texts("argv"),
        json.textMap("environment"),
        Duration.ofSeconds(json.integer("limitSeconds")));
  }

  /** As typed in a shell: words with special characters in single quotes. */
  public String line() {
    StringBuilder line = new StringBuilder();
    environment.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> line.append(e.getKey()).append('=').append(quoted(e.getValue())).append(' '));
    line.append(String.join(" ", argv.stream().map(ProgramCall::quoted).toList()));
    return line.toString();
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./*~^-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
