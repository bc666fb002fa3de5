package io.hostready.host;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replays commands that were recorded beside a tree. A recording is text: a line {@code $ words}
 * for the command, lines indented by two spaces for standard output, lines {@code ! ...} for
 * standard error, and {@code = 0} for the exit code ({@code = missing}: no such command, {@code =
 * timeout}). A capture also writes {@code = missing NAME}, {@code = not-run WHY}, and {@code \ out}
 * or {@code \ err} where that output did not end with a line end. What was not recorded is not run.
 */
public final class RecordedCommands implements Commands {

  private static final String MISSING = "missing ";
  private static final String NOT_RUN = "not-run ";

  private final Map<String, CommandOutcome> byCommand;

  public RecordedCommands(Map<String, CommandOutcome> byCommand) {
    this.byCommand = Map.copyOf(byCommand);
  }

  /** A host of which no command was recorded. */
  public static RecordedCommands none() {
    return new RecordedCommands(Map.of());
  }

  /**
   * Reads a recording.
   *
   * @throws IllegalArgumentException naming the line that is none of the four forms
   */
  public static RecordedCommands parse(String text) {
    Map<String, CommandOutcome> byCommand = new LinkedHashMap<>();
    List<String> lines = List.of(text.split("\n", -1)); // an output may hold other line ends
    int index = 0;
    while (index < lines.size()) {
      String line = lines.get(index++);
      if (line.isBlank()) {
        continue;
      }
      if (!line.startsWith("$ ")) {
        throw new IllegalArgumentException(
            "line "
                + index
                + " is '"
                + line
                + "' and belongs to no command; expected '$ command'.");
      }
      int start = index;
      String command = line.substring(2).strip();
      StringBuilder out = new StringBuilder();
      StringBuilder err = new StringBuilder();
      String exit = "0";
      while (index < lines.size() && !lines.get(index).startsWith("$ ")) {
        String next = lines.get(index++);
        if (next.startsWith("  ")) {
          out.append(next.substring(2)).append('\n');
        } else if (next.startsWith("! ")) {
          err.append(next.substring(2)).append('\n');
        } else if (next.equals("\\ out") && !out.isEmpty()) {
          out.setLength(out.length() - 1);
        } else if (next.equals("\\ err") && !err.isEmpty()) {
          err.setLength(err.length() - 1);
        } else if (next.startsWith("= ")) {
          exit = next.substring(2).strip();
          if (!isExit(exit)) {
            throw new IllegalArgumentException(
                "line "
                    + index
                    + " is '"
                    + next
                    + "'; expected '= 0', '= missing' or '= timeout'.");
          }
        } else if (!next.isBlank()) {
          throw new IllegalArgumentException(
              "line " + index + " is '" + next + "'; expected '  output', '! error' or '= code'.");
        }
      }
      if (byCommand.put(command, outcome(command, exit, out.toString(), err.toString())) != null) {
        throw new IllegalArgumentException(
            "line " + start + " is '" + line + "', which stands above already; expected it once.");
      }
    }
    return new RecordedCommands(byCommand);
  }

  private static boolean isExit(String word) {
    return switch (word) {
      case "missing", "timeout" -> true;
      default ->
          word.startsWith(MISSING)
              || word.startsWith(NOT_RUN)
              || !word.isEmpty()
                  && word.length() <= 3
                  && word.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    };
  }

  private static CommandOutcome outcome(String command, String exit, String out, String err) {
    if (exit.startsWith(MISSING)) {
      return new CommandOutcome.NotFound(exit.substring(MISSING.length()));
    }
    if (exit.startsWith(NOT_RUN)) {
      return new CommandOutcome.NotRun(exit.substring(NOT_RUN.length()));
    }
    return switch (exit) {
      case "missing" -> new CommandOutcome.NotFound(command.split(" ", 2)[0]);
      case "timeout" -> new CommandOutcome.NotRun("'" + command + "' did not end in time");
      default -> new CommandOutcome.Ended(Integer.parseInt(exit), out, err);
    };
  }

  /** Writes a recording that {@link #parse} reads back as the same outcomes. */
  public static String text(Map<String, CommandOutcome> byCommand) {
    StringBuilder text = new StringBuilder();
    byCommand.forEach(
        (command, outcome) -> {
          text.append("$ ").append(command).append('\n');
          switch (outcome) {
            case CommandOutcome.Ended(int exit, String out, String err) -> {
              lines(text, "  ", out, "\\ out\n");
              lines(text, "! ", err, "\\ err\n");
              text.append("= ").append(exit & 0xff).append('\n');
            }
            case CommandOutcome.NotFound(String name) ->
                text.append("= ").append(MISSING).append(oneLine(name)).append('\n');
            case CommandOutcome.NotRun(String why) ->
                text.append("= ").append(NOT_RUN).append(oneLine(why)).append('\n');
          }
        });
    return text.toString();
  }

  private static void lines(StringBuilder text, String indent, String output, String noLineEnd) {
    int start = 0;
    while (start < output.length()) {
      int end = output.indexOf('\n', start);
      text.append(indent).append(output, start, end < 0 ? output.length() : end).append('\n');
      if (end < 0) {
        text.append(noLineEnd);
        return;
      }
      start = end + 1;
    }
  }

  private static String oneLine(String text) {
    return text.replace('\n', ' ').strip();
  }

  /** What was recorded of a command, if it was. */
  public Optional<CommandOutcome> find(List<String> argv) {
    return Optional.ofNullable(byCommand.get(String.join(" ", argv)));
  }

  @Override
  public CommandOutcome run(List<String> argv, Duration limit) {
    String command = String.join(" ", argv);
    CommandOutcome recorded = byCommand.get(command);
    return recorded != null
        ? recorded
        : new CommandOutcome.NotRun("'" + command + "' was not recorded of this host");
  }
}
