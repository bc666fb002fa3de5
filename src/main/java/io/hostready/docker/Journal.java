package io.hostready.docker;

import io.hostready.facts.LogLine;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;

/** The lines that a command of journalctl prints, the oldest first. Source: journalctl(1). */
final class Journal {

  private Journal() {}

  /**
   * Runs a command. Absent if it prints no line; Unreadable if there is no journal or it is not
   * permitted.
   *
   * @param source the command, for a person
   */
  static Reading<List<LogLine>> read(Host host, List<String> command, String source) {
    return switch (host.run(command)) {
      case CommandOutcome.Ended(int exit, String out, String err) when exit == 0 -> {
        List<LogLine> lines = LogLine.parse(out);
        if (!lines.isEmpty()) {
          yield new Present<>(lines, source);
        }
        yield LoggedService.isRefusal(err)
            ? new Unreadable<>(source, "Permission denied (the journal)")
            : new Absent<>(source);
      }
      case CommandOutcome.Ended(_, _, String err) ->
          new Unreadable<>(source, err.lines().findFirst().orElse("it failed"));
      case CommandOutcome.NotFound(String name) ->
          new Unreadable<>(source, name + " is not installed");
      case CommandOutcome.NotRun(String why) -> new Unreadable<>(source, why);
    };
  }
}
