package io.hostready.testbed;

import java.time.Duration;
import java.util.List;

/** A host that a test may change as it likes: a {@link Box} or a {@link Guest}. */
public sealed interface ThrowAwayHost extends AutoCloseable permits Box, Guest {

  /** Runs a command to its end, as root. */
  ProgramRun run(String... argv);

  /** Runs shell lines to their end, as root; the first that fails ends them. */
  ProgramRun sh(String lines);

  /** Runs the program under test, on this host as its live one. */
  ProgramRun hostready(String... arguments);

  /** Starts the program under test. */
  Running startHostready(String... arguments);

  /** Starts a command as root. */
  Running start(String... argv);

  /** A file's text. */
  String read(String path);

  /** Writes a file in place, or makes it (0644) with the directories that lead to it (0755). */
  void write(String path, String text);

  boolean exists(String path);

  /** Waits until a shell line succeeds in it. */
  default void await(Duration longest, String line) {
    Eventually.await(line, longest, () -> run("sh", "-c", line).exit() == 0);
  }

  /** A process of this machine in whose network namespace servers for the host can listen. */
  long pid();

  /** Where the host reaches what listens on 127.0.0.1 in that network namespace. */
  String outside();

  /** The port of 127.0.0.1 in that network namespace on which the host's ssh server answers. */
  int sshPort();

  /**
   * Starts a program of this machine, with its files, in that network namespace. It ends with the
   * host.
   */
  Running startFromOutside(List<String> argv);

  @Override
  void close();
}
