package io.hostready.docker;

import io.hostready.facts.LogLine;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;

/**
 * The errors and warnings of rootless daemons since their last start, the oldest first, from the
 * journals of the users. Absent if a journal was read and has no line of them. Source:
 * journalctl(1), systemd.journal-fields(7).
 */
public final class RootlessLog {

  private static final List<String> JOURNAL =
      List.of(
          "journalctl",
          "--no-pager",
          "-b",
          "-o",
          "json",
          "--output-fields=MESSAGE,SYSLOG_IDENTIFIER",
          "-n",
          "300",
          "_SYSTEMD_USER_UNIT=docker.service");

  private RootlessLog() {}

  /** The command that prints it, for a person. */
  public static String commandForPeople() {
    return "journalctl -b _SYSTEMD_USER_UNIT=docker.service";
  }

  /** Reads it; Unreadable if there is no journal or it is not permitted. */
  public static Reading<List<String>> read(Host host) {
    return switch (host.run(JOURNAL)) {
      case CommandOutcome.Ended(int exit, String out, String err) when exit == 0 -> {
        List<LogLine> lines = LogLine.parse(out);
        if (!lines.isEmpty()) {
          yield new Present<>(
              LastStart.messagesSince(LoggedService.DOCKER, lines), commandForPeople());
        }
        yield LoggedService.isRefusal(err)
            ? new Unreadable<>(commandForPeople(), "Permission denied (the journal)")
            : new Absent<>(commandForPeople());
      }
      case CommandOutcome.Ended(_, _, String err) ->
          new Unreadable<>(commandForPeople(), err.lines().findFirst().orElse("it failed"));
      case CommandOutcome.NotFound(String name) ->
          new Unreadable<>(commandForPeople(), name + " is not installed");
      case CommandOutcome.NotRun(String why) -> new Unreadable<>(commandForPeople(), why);
    };
  }
}
