package io.hostready.docker;

import io.hostready.host.Host;
import io.hostready.host.Reading;
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
    return Journal.read(host, JOURNAL, commandForPeople())
        .map(lines -> LastStart.messagesSince(LoggedService.DOCKER, lines));
  }
}
