package io.hostready.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays commands that were recorded beside a tree. A recording is text: a line {@code $ words}
 * for the command, lines indented by two spaces for standard output, lines {@code ! ...} for
 * standard error, and {@code = 0} for the exit code ({@code = missing}: no such command, {@code =
 * timeout}). What was not recorded is not run.
 */
public final class RecordedCommands implements Commands {

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
    List<String> lines = new ArrayList<>(text.lines().toList());
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
        } else if (next.startsWith("= ")) {
          exit = next.substring(2).strip();
          if (!exit.matches("\\d{1,3}|missing|timeout")) {
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

  private static CommandOutcome outcome(String command, String exit, String out, String err) {
    return switch (exit) {
      case "missing" -> new CommandOutcome.NotFound(command.split(" ", 2)[0]);
      case "timeout" -> new CommandOutcome.NotRun("'" + command + "' did not end in time");
      default -> new CommandOutcome.Ended(Integer.parseInt(exit), out, err);
    };
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
