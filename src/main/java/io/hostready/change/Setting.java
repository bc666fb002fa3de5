package io.hostready.change;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.function.Function;

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
  String description();

  /** What bringing it to a value is, in one line. */
  ChangeSummary change(String value);

  /** Its value now, or why it has none or none that can be seen. */
  Reading<String> read(Host host);

  /** The commands that lead to a value. */
  List<List<String>> commandsTo(String value);

  /**
   * Checks a value that a plan wants.
   *
   * @throws IllegalArgumentException when the setting cannot be brought to it
   */
  void check(String value);

  /** Why a value that is not present cannot be told, as a phrase. */
  static String reason(Reading<String> value) {
    return switch (value) {
      case Present(var known, _) -> known;
      case Absent(var where) -> "there is no " + where;
      case Unreadable(var where, var why) -> where + ": " + why;
    };
  }

  /** Asks a program, whose ending has a meaning of its own. */
  static Reading<String> ask(
      Host host, List<String> argv, Function<CommandOutcome.Ended, Reading<String>> meaning) {
    return switch (host.run(argv)) {
      case CommandOutcome.Ended ended -> meaning.apply(ended);
      case CommandOutcome.NotFound(String command) -> new Absent<>(command);
      case CommandOutcome.NotRun(String why) -> new Unreadable<>(String.join(" ", argv), why);
    };
  }
}
