package io.hostready.docker;

import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;

/**
 * The messages of the kernel since the last boot, the oldest first, without times: from the journal
 * ({@code journalctl -k}), else from dmesg, else from the files of syslog. Absent if a log has no
 * line of the kernel, as in a container. Source: journalctl(1), dmesg(1), rsyslog.conf(5).
 */
public final class KernelLog {

  private static final List<String> JOURNAL =
      List.of("journalctl", "--no-pager", "-k", "-o", "short", "-n", "3000");

  private static final List<String> DMESG = List.of("dmesg");

  private static final List<String> FILES =
      List.of("/var/log/kern.log", "/var/log/syslog", "/var/log/messages");

  /** The end of a longer log is read, in characters. */
  private static final int MOST = 2 << 20;

  private static final String PROGRAM = " kernel: ";

  private KernelLog() {}

  /** The command that prints it, for a person. */
  public static String commandForPeople() {
    return "journalctl -k";
  }

  /** The commands that print it. */
  public static List<List<String>> commands() {
    return List.of(JOURNAL, DMESG);
  }

  /** The log files that are read without a journal. */
  static List<String> files() {
    return FILES;
  }

  /** Reads it; Unreadable if no log of the kernel was recorded or is permitted. */
  public static Reading<List<String>> read(Host host) {
    Reading<List<String>> result = ofCommand(host, JOURNAL);
    if (hasJournal(host)) {
      return result;
    }
    Reading<List<String>> ring = ofCommand(host, DMESG);
    if (ring instanceof Present) {
      return ring;
    }
    for (String path : FILES) {
      Reading<List<String>> lines = host.text(path).flatMap(text -> ofText(text, path));
      if (lines instanceof Present) {
        return lines;
      }
    }
    return result instanceof Absent && ring instanceof Unreadable ? ring : result;
  }

  /** Whether there is a journal; it has no line of the kernel in a container. */
  private static boolean hasJournal(Host host) {
    return host.run(JOURNAL) instanceof CommandOutcome.Ended(int exit, _, String err)
        && exit == 0
        && !err.contains("No journal files were found");
  }

  private static Reading<List<String>> ofCommand(Host host, List<String> command) {
    return switch (host.run(command)) {
      case CommandOutcome.Ended(int exit, String out, String err) when exit == 0 -> {
        Reading<List<String>> lines = ofText(out, String.join(" ", command));
        yield lines instanceof Absent && err.contains("not seeing messages")
            ? new Unreadable<>(commandForPeople(), "Permission denied (the journal)")
            : lines;
      }
      case CommandOutcome.Ended(_, _, String err) ->
          new Unreadable<>(String.join(" ", command), err.lines().findFirst().orElse("it failed"));
      case CommandOutcome.NotFound(String name) -> new Absent<>(name);
      case CommandOutcome.NotRun(String why) -> new Unreadable<>(commandForPeople(), why);
    };
  }

  /** The messages of the kernel in a log since the last boot in it. */
  static Reading<List<String>> ofText(String log, String source) {
    String end = log.length() > MOST ? log.substring(log.length() - MOST) : log;
    List<String> messages = end.lines().flatMap(line -> message(line).stream()).toList();
    int boot = 0;
    for (int i = 0; i < messages.size(); i++) {
      boot = messages.get(i).startsWith("Linux version ") ? i : boot;
    }
    return messages.isEmpty()
        ? new Absent<>(source)
        : new Present<>(messages.subList(boot, messages.size()), source);
  }

  /**
   * The message of a line of the kernel: {@code Dec 01 19:19:08 box kernel: text}, with or without
   * a time such as {@code [ 12.345678]} before the text, or the latter alone, as dmesg prints it.
   */
  static Optional<String> message(String line) {
    int program = line.indexOf(PROGRAM);
    String text = program < 0 ? line : line.substring(program + PROGRAM.length());
    int close = text.indexOf("] ");
    boolean hasTime = text.startsWith("[") && close > 0;
    return program < 0 && !hasTime
        ? Optional.empty()
        : Optional.of((hasTime ? text.substring(close + 2) : text).strip());
  }
}
