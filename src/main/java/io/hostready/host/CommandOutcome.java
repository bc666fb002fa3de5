package io.hostready.host;

/** What running a command gave. */
public sealed interface CommandOutcome {

  /** It ran to its end. Exit code, and what it wrote, as text. */
  record Ended(int exitCode, String out, String err) implements CommandOutcome {}

  /** There is no such command on the host. */
  record NotFound(String command) implements CommandOutcome {}

  /** It was not run, or not to its end; why is a phrase. */
  record NotRun(String why) implements CommandOutcome {}

  /**
   * What a command that ends with 0 wrote. Absent where there is no such command; another exit code
   * makes it unreadable, with the first line of standard error.
   *
   * @param command the source of what it wrote
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
