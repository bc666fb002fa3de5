package io.hostready.host;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One variable of process 1's environment, in the dress of a command: {@code VARIABLE container
 * /proc/1/environ}, so that a capture can hold it without the rest of the environment. Exit code 1
 * where it is not set. Source: proc_pid_environ(5).
 */
public final class ProcessVariable {

  /** The command's name. */
  public static final String VARIABLE = "VARIABLE";

  /** The environment of the first process. */
  public static final String FIRST_PROCESS = "/proc/1/environ";

  private ProcessVariable() {}

  /** The words of the question, for whoever asks or records. */
  public static List<String> words(String name) {
    return List.of(VARIABLE, name, FIRST_PROCESS);
  }

  /** The value, if it can be read and is set to something. */
  public static Optional<String> read(Host host, String name) {
    CommandOutcome said =
        switch (host.bytes(FIRST_PROCESS)) {
          case Present(var environment, _) -> in(environment, name);
          case Absent(_) -> new CommandOutcome.NotFound(VARIABLE);
          case Unreadable(_, _) -> host.run(words(name)); // captures have it alone
        };
    return said instanceof CommandOutcome.Ended(int exit, String out, _) && exit == 0
        ? Optional.of(out.strip()).filter(value -> !value.isEmpty())
        : Optional.empty();
  }

  /** What the command says of an environment. */
  public static CommandOutcome in(byte[] environment, String name) {
    String start = name + "=";
    return Arrays.stream(new String(environment, StandardCharsets.UTF_8).split("\0"))
        .filter(entry -> entry.startsWith(start))
        .findFirst()
        .map(entry -> new CommandOutcome.Ended(0, entry.substring(start.length()) + "\n", ""))
        .orElseGet(() -> new CommandOutcome.Ended(1, "", ""));
  }

  /** Answers for this machine. */
  static CommandOutcome run(String name) {
    return switch (new DirectoryFiles().read(FIRST_PROCESS)) {
      case Present(var environment, _) -> in(environment, name);
      case Absent(_) -> new CommandOutcome.NotRun("there is no " + FIRST_PROCESS);
      case Unreadable(_, var why) -> new CommandOutcome.NotRun(FIRST_PROCESS + ": " + why);
    };
  }
}
