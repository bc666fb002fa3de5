package io.hostready.cli;

import io.hostready.report.PluginState;
import io.hostready.run.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** The numbers of the exit codes: our own, or those of monitoring plugins. */
enum ExitCodes {
  HOSTREADY {
    @Override
    int number(ExitCode code) {
      return code.number();
    }
  },
  NAGIOS {
    @Override
    int number(ExitCode code) {
      return switch (code) {
        case READY -> PluginState.of(Outcome.READY).exitCode();
        case NOT_READY -> PluginState.of(Outcome.NOT_READY).exitCode();
        case UNDECIDED -> PluginState.of(Outcome.UNDECIDED).exitCode();
        case PENDING -> PluginState.of(Outcome.PENDING).exitCode();
        case WRONG_INPUT, FAILED -> PluginState.UNKNOWN.exitCode();
      };
    }
  };

  private static final String OPTION = "--exit-codes";

  private static final List<String> WORDS = Stream.of(values()).map(ExitCodes::word).toList();

  abstract int number(ExitCode code);

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static OptionSpec option() {
    return OptionSpecs.choice(
        OPTION,
        "SET",
        ("Exit codes: %s; nagios: 0 ready, 1 pending, 2 not ready, 3 undecided or an error"
                + " (default: %s).")
            .formatted(String.join(" or ", WORDS), WORDS.getFirst()),
        WORDS);
  }

  /** The set that a command line requests, even if the line has errors and is not parsed. */
  static ExitCodes of(List<String> words) {
    return Stream.of(values())
        .filter(codes -> codes.isRequested(words))
        .findFirst()
        .orElse(HOSTREADY);
  }

  /** Whether the option has this value, in the same word or in the next one. */
  private boolean isRequested(List<String> words) {
    int option = words.indexOf(OPTION);
    String next = option < 0 ? "" : words.stream().skip(option + 1).findFirst().orElse("");
    return next.equals(word()) || words.contains(OPTION + "=" + word());
  }

  /**
   * Checks the value of the option.
   *
   * @throws UsageException for an unknown word
   */
  static void check(Arguments arguments) {
    arguments.choice(OPTION, WORDS);
  }
}
