package io.hostready.host;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Replays the recorded commands of a tree. A recording is text: a line {@code $ words} for the
 * command, lines indented by two spaces for standard output, lines {@code ! ...} for standard
 * error, and {@code = 0} for the exit code ({@code = missing}: no such command, {@code = timeout}).
 * A capture also writes {@code = missing NAME}, {@code = not-run WHY}, and {@code \ out} or {@code
 * \ err} where that output did not end with a line end. A command without a recording is not run.
 */
public final class RecordedCommands implements ReadOnlyCommands {

  /** A hundred times the number of commands of all rules. */
  private static final int MOST = 10_000;

  private static final String MISSING = "missing ";
  private static final String NOT_RUN = "not-run ";

  private final Map<String, CommandOutcome> byCommand;
  private final String missing;

  public RecordedCommands(Map<String, CommandOutcome> byCommand) {
    this(byCommand, "not recorded of this host");
  }

  /**
   * The same with another reason for a command without a recording.
   *
   * @param missing the reason, without the command
   */
  public RecordedCommands(Map<String, CommandOutcome> byCommand, String missing) {
    this.byCommand = Map.copyOf(byCommand);
    this.missing = missing;
  }

  /** A host without recorded commands. */
  public static RecordedCommands none() {
    return new RecordedCommands(Map.of());
  }

  /**
   * Reads a recording.
   *
   * @throws IllegalArgumentException naming the line that has none of the four forms
   */
  public static RecordedCommands parse(String text) {
    Map<String, CommandOutcome> byCommand = new LinkedHashMap<>();
    parse(
        text,
        () -> 1,
        (command, outcome) -> {
          if (byCommand.size() == MOST) {
            throw new IllegalArgumentException("it has more than " + MOST + " commands");
          }
          return byCommand.putIfAbsent(command, outcome) == null;
        });
    return new RecordedCommands(byCommand);
  }

  /** Adds a command with its outcome; false if the recording already has that command. */
  public interface Sink {
    boolean add(String command, CommandOutcome outcome);
  }

  /**
   * Reads a recording that is part of a text.
   *
   * @param firstLine the number of its first line, for line numbers in messages
   * @throws IllegalArgumentException naming the line that has none of the four forms
   */
  public static void parse(String text, IntSupplier firstLine, Sink sink) {
    Lines lines = new Lines(text, firstLine);
    while (lines.next()) {
      if (lines.line.isBlank()) {
        continue;
      }
      if (!lines.isCommand()) {
        throw lines.wrong(" and belongs to no command: begin with '$ command'");
      }
      String command = lines.line.substring(2).strip();
      int number = lines.number;
      if (!sink.add(command, outcome(command, lines))) {
        throw lines.wrong(number, "$ " + command, ", a duplicate: record each command once");
      }
    }
  }

  /**
   * The lines of a text one at a time, since a text can have millions. Only LF ends a line: outputs
   * contain CR.
   */
  private static final class Lines {

    private static final int SHOWN = 80;

    private final String text;
    private final IntSupplier firstLine;
    private String line = "";
    private int number;
    private int at;

    Lines(String text, IntSupplier firstLine) {
      this.text = text;
      this.firstLine = firstLine;
    }

    boolean next() {
      if (at >= text.length()) {
        return false;
      }
      int newline = text.indexOf('\n', at);
      line = text.substring(at, newline < 0 ? text.length() : newline);
      at = newline < 0 ? text.length() : newline + 1;
      number++;
      return true;
    }

    boolean isCommand() {
      return line.startsWith("$ ");
    }

    boolean nextIsOfSameCommand() {
      return at < text.length() && !text.startsWith("$ ", at) && next();
    }

    IllegalArgumentException wrong(String why) {
      return wrong(number, line, why);
    }

    IllegalArgumentException wrong(int number, String line, String why) {
      String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
      int counted = firstLine.getAsInt() + number - 1;
      return new IllegalArgumentException("line " + counted + " is '" + shown + "'" + why + ".");
    }
  }

  private static CommandOutcome outcome(String command, Lines lines) {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    String exit = "0";
    while (lines.nextIsOfSameCommand()) {
      String next = lines.line;
      if (next.startsWith("  ")) {
        out.append(next, 2, next.length()).append('\n');
      } else if (next.startsWith("! ")) {
        err.append(next, 2, next.length()).append('\n');
      } else if (next.equals("\\ out") && !out.isEmpty()) {
        out.setLength(out.length() - 1);
      } else if (next.equals("\\ err") && !err.isEmpty()) {
        err.setLength(err.length() - 1);
      } else if (next.startsWith("= ")) {
        exit = next.substring(2).strip();
        if (!isExit(exit)) {
          throw lines.wrong(": use '= 0', '= missing' or '= timeout'");
        }
      } else if (!next.isBlank()) {
        throw lines.wrong(": use '  output', '! error' or '= code'");
      }
    }
    return outcome(command, exit, out.toString(), err.toString());
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

  /** Writes a recording; {@link #parse} reads it and returns the same outcomes. */
  public static String text(Map<String, CommandOutcome> byCommand) {
    StringBuilder text = new StringBuilder();
    byCommand.forEach(
        (command, outcome) -> {
          text.append("$ ").append(command).append('\n');
          switch (outcome) {
            case CommandOutcome.Ended(int exit, String out, String err) -> {
              lines(text, "  ", out, "\\ out\n");
              lines(text, "! ", err, "\\ err\n");
              text.append(exit == 0 ? "" : "= " + (exit & 0xff) + "\n");
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

  /** The recorded answer, if any. */
  public Optional<CommandOutcome> find(Question question) {
    return Optional.ofNullable(byCommand.get(question.text()));
  }

  @Override
  public CommandOutcome answer(Question question, Duration limit) {
    return find(question).orElseGet(() -> new CommandOutcome.NotRun(missing));
  }

  @Override
  public List<String> recorded() {
    return byCommand.keySet().stream().sorted().toList();
  }
}
