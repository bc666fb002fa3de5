package io.hostready.testbed;

import java.time.Duration;
import java.util.List;

/**
 * A command that ended: its exit code (128 plus the signal's number when a signal ended it) and
 * what it said.
 */
public record ProgramRun(List<String> argv, int exit, String out, String err, Duration took) {

  /** The exit code of what SIGKILL ended. */
  public static final int KILLED = 128 + 9;

  public ProgramRun {
    argv = List.copyOf(argv);
  }

  /** This, if the exit code is 0. */
  public ProgramRun succeeds() {
    return exits(0);
  }

  /** This, if the exit code is the one given; else an AssertionError with everything it said. */
  public ProgramRun exits(int wanted) {
    if (exit != wanted) {
      throw new AssertionError("wanted exit code " + wanted + ", got:\n" + this);
    }
    return this;
  }

  /** This, if the exit code is not 0. */
  public ProgramRun fails() {
    if (exit == 0) {
      throw new AssertionError("wanted it to fail, got:\n" + this);
    }
    return this;
  }

  /** Standard output and standard error, one after the other. */
  public String said() {
    return out + err;
  }

  @Override
  public String toString() {
    return "$ %s\n%s%s= %d (%d ms)"
        .formatted(
            String.join(" ", argv),
            out.indent(2),
            err.lines().map(line -> "! " + line + "\n").reduce("", String::concat),
            exit,
            took.toMillis());
  }
}
