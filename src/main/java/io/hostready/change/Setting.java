package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Something of a running host that has one value at a time, can be looked at, and can be brought to
 * another value by commands. Values are words or texts, and equal when the setting is.
 */
public sealed interface Setting
    permits LiveSysctl,
        LoadedModule,
        ActiveUnit,
        EnabledUnit,
        SystemGroup,
        GroupMember,
        PackageHold,
        Alternative {

  /** What it is, in a phrase: "sysctl net.ipv4.ip_forward". */
  String described();

  /** Looks. */
  Reading read(Host host);

  /** The commands that lead to a value. */
  List<List<String>> commandsTo(String value);

  /**
   * Checks a value that a plan wants.
   *
   * @throws IllegalArgumentException when the setting cannot be brought to it
   */
  void check(String value);

  /** What looking gave. */
  sealed interface Reading {

    /** Its value now. */
    record Value(String value) implements Reading {}

    /** It has none, or it cannot be seen; why is a phrase. */
    record Unknown(String why) implements Reading {}

    /** Asks a program, whose ending has a meaning of its own. */
    static Reading of(
        Host host, List<String> argv, Function<CommandOutcome.Ended, Reading> meaning) {
      return switch (host.run(argv)) {
        case CommandOutcome.Ended ended -> meaning.apply(ended);
        case CommandOutcome.NotFound(String command) -> new Unknown("there is no " + command);
        case CommandOutcome.NotRun(String why) -> new Unknown(why);
      };
    }

    /** Asks a program that ends with 0 and tells the value, which is taken from what it says. */
    static Reading ofOutput(Host host, List<String> argv, UnaryOperator<String> value) {
      return of(
          host,
          argv,
          ended -> {
            String said = value.apply(ended.out().strip());
            return ended.exitCode() == 0 && !said.isEmpty()
                ? new Value(said)
                : new Unknown(
                    "'"
                        + String.join(" ", argv)
                        + "' ended with "
                        + ended.exitCode()
                        + (ended.err().isBlank()
                            ? " and said nothing"
                            : ": " + ended.err().strip()));
          });
    }
  }
}
