package io.hostready.host;

/** What running a command gave. */
public sealed interface CommandOutcome {

  /** It ran to its end. Exit code, and what it wrote, as text. */
  record Ended(int exitCode, String out, String err) implements CommandOutcome {}

  /** There is no such command on the host. */
  record NotFound(String command) implements CommandOutcome {}

  /** It was not run, or not to its end; why is a phrase. */
  record NotRun(String why) implements CommandOutcome {}
}
