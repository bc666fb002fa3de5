package io.hostready.host;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The environment of process 1, in which container managers set the variable {@code container}.
 * Source: proc(5).
 */
public final class FirstProcess {

  /** NAME=VALUE entries, each ended by a null byte. Source: proc_pid_environ(5). */
  public static final String ENVIRONMENT = "/proc/1/environ";

  private FirstProcess() {}

  /** The value of a variable, if it can be read and is not empty. */
  public static Optional<String> variable(Host host, String name) {
    CommandOutcome said =
        switch (host.bytes(ENVIRONMENT)) {
          case Present(var environment, _) -> variable(environment, name);
          case Absent(_) -> new CommandOutcome.NotFound(ENVIRONMENT);
          case Unreadable(_, _) -> // a capture has only the variable
              host.answer(new Question.ProcessVariable(name), Host.COMMAND_LIMIT);
        };
    return said instanceof CommandOutcome.Ended(int exit, String out, _) && exit == 0
        ? Optional.of(out.strip()).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  /** The outcome of {@link Question.ProcessVariable} in an environment. */
  public static CommandOutcome variable(byte[] environment, String name) {
    String start = name + "=";
    return Arrays.stream(new String(environment, StandardCharsets.UTF_8).split("\0"))
        .filter(entry -> entry.startsWith(start))
        .findFirst()
        .map(entry -> new CommandOutcome.Ended(0, entry.substring(start.length()) + "\n", ""))
        .orElseGet(() -> new CommandOutcome.Ended(1, "", ""));
  }

  /** The same on this machine. */
  static CommandOutcome variable(String name) {
    return switch (new LiveFiles().read(ENVIRONMENT)) {
      case Present(var environment, _) -> variable(environment, name);
      case Absent(_) -> new CommandOutcome.NotRun("there is no " + ENVIRONMENT);
      case Unreadable(_, var why) -> new CommandOutcome.NotRun(ENVIRONMENT + ": " + why);
    };
  }
}
