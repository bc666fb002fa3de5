package io.hostready.cli;

import io.hostready.run.Outcome;

/** The exit codes, each with its sentence in {@code --help}. */
public enum ExitCode {
  READY(0, "ready; plan: nothing to change; fix and undo: done and verified"),
  NOT_READY(1, "not ready; plan: there are changes to make"),
  WRONG_INPUT(
      2,
      "the command line, a rule, a parameter, a waiver or a capture is wrong; nothing was done, but"
          + " that the other captures were judged"),
  UNDECIDED(3, "undecided: something required could not be read"),
  FAILED(4, "a fix or undo failed part-way; what was done is in the journal, and said"),
  PENDING(5, "done, but a reboot or a new login is pending");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  public String meaning() {
    return meaning;
  }

  static ExitCode of(Outcome outcome) {
    return switch (outcome) {
      case READY -> READY;
      case NOT_READY -> NOT_READY;
      case UNDECIDED -> UNDECIDED;
      case PENDING -> PENDING;
    };
  }
}
