package io.hostready.host;

/** The outcome of a command. */
public sealed interface CommandOutcome {

  /** It ended. Exit code, and its output as text. */
  record Ended(int exitCode, String out, String err) implements CommandOutcome {}

  /** The host has no such command. */
  record NotFound(String command) implements CommandOutcome {}

  /** It was not run, or did not end; why is a phrase. */
  record NotRun(String why) implements CommandOutcome {}

  /**
   * The output of a command that ended with 0. Absent if the host has no such command; any other
   * exit code is unreadable, with the first line of standard error.
   *
   * @param command the source of the output
   */
  default Reading<String> output(String command) {
    return switch (this) {
      case Ended(int exit, String out, _) when exit == 0 -> new Reading.Present<>(out, command);
      case Ended(int exit, _, String err) ->
          new Reading.Unreadable<>(
              command,
              err.lines()
                  .map(String::strip)
                  .filter(line -> !line.isEmpty())
                  .findFirst()
                  .orElse("it ended with exit code " + exit));
      case NotFound(String program) -> new Reading.Absent<>(program);
      case NotRun(String why) -> new Reading.Unreadable<>(command, why);
    };
  }
}
