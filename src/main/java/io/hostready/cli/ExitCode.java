package io.hostready.cli;

import io.hostready.run.Outcome;

/** The exit codes, each with its sentence in {@code --help}. */
public enum ExitCode {
  READY(0, "ready; plan: no changes; upgrade: the version runs; fix and undo: done and verified"),
  NOT_READY(1, "not ready; plan: there are changes to make; upgrade: a rule blocks the version"),
  WRONG_INPUT(
      2,
      "invalid arguments, rule, parameter or waiver (nothing was done), or a capture or report"
          + " that cannot be read (the others were processed)"),
  UNDECIDED(3, "undecided: no blocking failure, but a blocking rule could not be checked"),
  FAILED(
      4,
      "a fix or undo stopped part-way (hostready history shows its changes), or an internal error"),
  PENDING(5, "done; a reboot or a new login is required");

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
