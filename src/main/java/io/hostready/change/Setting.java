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
 * A setting of a running host: it has one value at a time, which can be read, and can be changed by
 * commands. Values are words or texts; equal values mean the same setting.
 */
public sealed interface Setting
    permits LiveSysctl,
        LoadedModule,
        ActiveUnit,
        EnabledUnit,
        UnitMask,
        SystemGroup,
        GroupMember,
        PackageHold,
        RpmKey,
        Alternative {

  /** What it is, as a phrase: "sysctl net.ipv4.ip_forward". */
  String description();

  /** The change to a value, on one line. */
  ChangeSummary change(String value);

  /** Its current value, or why it has none or cannot be read. */
  Reading<String> read(Host host);

  /** The commands that set a value. */
  List<List<String>> commandsTo(String value);

  /**
   * Checks the value of a plan.
   *
   * @throws IllegalArgumentException if the setting cannot have it
   */
  void check(String value);

  /** Why a value that is not present is unknown, as a phrase. */
  static String reason(Reading<String> value) {
    return switch (value) {
      case Present(var known, _) -> known;
      case Absent(var where) -> "there is no " + where;
      case Unreadable(var where, var why) -> where + ": " + why;
    };
  }

  /** Runs a program whose exit code has a meaning. */
  static Reading<String> ask(
      Host host, List<String> argv, Function<CommandOutcome.Ended, Reading<String>> meaning) {
    return switch (host.run(argv)) {
      case CommandOutcome.Ended ended -> meaning.apply(ended);
      case CommandOutcome.NotFound(String command) -> new Absent<>(command);
      case CommandOutcome.NotRun(String why) -> new Unreadable<>(String.join(" ", argv), why);
    };
  }
}
