package io.hostready.docker;

import io.hostready.facts.LogLine;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of systemd-journald about itself since its last start in this boot, the oldest
 * first, such as those about messages that its rate limit dropped. Absent if the journal has none.
 * Source: systemd's src/journal/journald-server.c, journalctl(1).
 */
public final class JournaldLog {

  private static final String UNIT = "systemd-journald.service";

  private static final List<String> JOURNAL =
      List.of("journalctl", "--no-pager", "-b", "-o", "short", "-n", "300", "-u", UNIT);

  private static final String START = "Journal started";

  private JournaldLog() {}

  /** The command that prints it, for a person. */
  public static String commandForPeople() {
    return "journalctl -b -u " + UNIT;
  }

  /** Reads it, or what another recorded command printed of it; Unreadable without a journal. */
  public static Reading<List<String>> read(Host host) {
    Reading<List<String>> own =
        Journal.read(host, JOURNAL, commandForPeople()).map(JournaldLog::messages);
    return own instanceof Reading.Unreadable
        ? host.recordedCommands().stream()
            .filter(LoggedService::printsLog)
            .flatMap(command -> host.output(List.of(command.split(" "))).toOptional().stream())
            .map(out -> messages(LogLine.parse(out)))
            .filter(messages -> !messages.isEmpty())
            .findFirst()
            .<Reading<List<String>>>map(found -> new Present<>(found, commandForPeople()))
            .orElse(own)
        : own;
  }

  /** The program is systemd-journald, or systemd-journal as the kernel cuts its name. */
  private static List<String> messages(List<LogLine> lines) {
    List<String> messages = new ArrayList<>();
    for (LogLine line : lines) {
      if (line.program().startsWith("systemd-journal")) {
        if (line.message().startsWith(START)) {
          messages.clear();
        }
        messages.add(line.message());
      }
    }
    return messages;
  }
}
