package io.hostready.docker;

import io.hostready.facts.LogLine;
import io.hostready.facts.Processes;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A service whose log is read: from the journal, or without it from the files of syslog and of
 * other init systems. Source: journalctl(1), systemctl(1), Docker's init scripts in moby's {@code
 * contrib/init}.
 */
public enum LoggedService {
  /** dockerd, with the socket that starts it. */
  DOCKER(
      List.of("docker.service", "docker.socket"),
      Processes::isDockerdName,
      List.of("Docker Application Container Engine", "Docker Socket for the API"),
      List.of("/var/log/upstart/docker.log", "/var/log/docker.log", "/var/log/docker")),
  CONTAINERD(
      List.of("containerd.service"),
      "containerd"::equals,
      List.of("containerd container runtime"),
      List.of("/var/log/containerd.log", "/var/log/containerd/containerd.log"));

  /** The journal's fields that are read; older versions of journalctl do not have the option. */
  private static final String FIELDS =
      "--output-fields=MESSAGE,SYSLOG_IDENTIFIER,UNIT,_SYSTEMD_UNIT";

  /**
   * The identifier of a container's lines, which dockerd writes itself with the log driver
   * journald: the first digits of the container's ID, moby's {@code daemon/logger/journald}.
   */
  private static final Pattern CONTAINER = Pattern.compile("[0-9a-f]{12}");

  /** Three failed starts have about a hundred lines. */
  private static final String LINES = "300";

  private static final List<String> SYSLOG =
      List.of("/var/log/daemon.log", "/var/log/syslog", "/var/log/messages");

  /** The end of a file that is read, in bytes. */
  private static final int MOST_BYTES = 2 << 20;

  private final List<String> units;
  private final Predicate<String> isProgram;
  private final List<String> descriptions;
  private final List<String> files;

  LoggedService(
      List<String> units,
      Predicate<String> isProgram,
      List<String> descriptions,
      List<String> files) {
    this.units = units;
    this.isProgram = isProgram;
    this.descriptions = descriptions;
    this.files = files;
  }

  /** The name of its service unit. */
  public String unit() {
    return units.getFirst();
  }

  /** The service of a unit. */
  public static Optional<LoggedService> of(String unit) {
    return Arrays.stream(values()).filter(service -> service.unit().equals(unit)).findFirst();
  }

  /** The log files that are read if there is no journal. */
  public static List<String> allFiles() {
    return Stream.of(
            Arrays.stream(values()).flatMap(service -> service.files.stream()),
            SYSLOG.stream(),
            KernelLog.files().stream())
        .flatMap(files -> files)
        .distinct()
        .toList();
  }

  /** The command that prints its journal of this boot, for a program. */
  public List<String> command() {
    List<String> argv = new ArrayList<>(List.of("journalctl", "--no-pager", "-b", "-o", "json"));
    argv.addAll(List.of(FIELDS, "-n", LINES));
    units.forEach(unit -> argv.addAll(List.of("-u", unit)));
    return argv;
  }

  /** The same for a person. */
  public String commandForPeople() {
    return "journalctl -b -u " + String.join(" -u ", units);
  }

  /**
   * Its lines since the last boot, the oldest first. Absent if a log was read and has none;
   * unreadable if no log was recorded or is permitted.
   */
  public Reading<List<LogLine>> read(Host host) {
    CommandOutcome journal = host.run(command());
    if (journal instanceof CommandOutcome.Ended(int exit, String out, String err) && exit == 0) {
      Reading<List<LogLine>> lines = ofText(out, commandForPeople());
      return lines instanceof Absent && isRefusal(err)
          ? new Unreadable<>(commandForPeople(), "Permission denied (the journal)")
          : lines;
    }
    return host.recordedCommands().stream()
        .filter(LoggedService::printsLog)
        .map(command -> ofRecording(host, command))
        .filter(Present.class::isInstance)
        .findFirst()
        .orElseGet(() -> ofFiles(host, journal));
  }

  /** Whether a recorded command, however it is spelled, prints lines of a log. */
  static boolean printsLog(String command) {
    String words = command.startsWith("sudo ") ? command.substring("sudo ".length()) : command;
    return words.startsWith("journalctl")
        || words.startsWith("systemctl status")
        || words.startsWith("systemctl -l status")
        || words.startsWith("service docker status")
        || words.startsWith("dmesg");
  }

  private Reading<List<LogLine>> ofRecording(Host host, String command) {
    return switch (host.run(List.of(command.split(" ")))) {
      case CommandOutcome.Ended(_, String out, _) -> ofText(out, command);
      case CommandOutcome.NotFound(String name) -> new Absent<>(name);
      case CommandOutcome.NotRun(String why) -> new Unreadable<>(command, why);
    };
  }

  private Reading<List<LogLine>> ofFiles(Host host, CommandOutcome journal) {
    Reading<List<LogLine>> result =
        journal.output(commandForPeople()).flatMap(_ -> new Absent<>(commandForPeople()));
    for (String path : Stream.concat(files.stream(), SYSLOG.stream()).toList()) {
      Reading<byte[]> file = host.bytes(path);
      Reading<List<LogLine>> lines = file.flatMap(bytes -> ofText(end(bytes), path));
      // Its own log, though empty, is the log: a capture keeps no line without an error.
      if (lines instanceof Present || (file instanceof Present && files.contains(path))) {
        return lines;
      }
      result = lines instanceof Unreadable ? lines : result;
    }
    return result;
  }

  private static String end(byte[] bytes) {
    int start = Math.max(0, bytes.length - MOST_BYTES);
    return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
  }

  /** The lines of this service in a log; absent if it has none. */
  private Reading<List<LogLine>> ofText(String log, String source) {
    List<LogLine> all = LogLine.parse(log);
    String boot = all.isEmpty() ? "" : all.getLast().boot();
    List<LogLine> own =
        all.stream()
            .filter(line -> line.boot().equals(boot))
            .filter(line -> isLoggedIn(source, line))
            .toList();
    return own.isEmpty() ? new Absent<>(source) : new Present<>(own, source);
  }

  /** The same for a line of a file, which can be this service's own. */
  boolean isLoggedIn(String source, LogLine line) {
    return isOf(line) || (line.program().isEmpty() && files.contains(source));
  }

  /** Whether this service, or systemd about it, logged a line. */
  public boolean isOf(LogLine line) {
    if (!line.unit().isEmpty() && !line.unit().equals("init.scope")) {
      return units.contains(line.unit()) && !CONTAINER.matcher(line.program()).matches();
    }
    String name = line.program().substring(line.program().lastIndexOf('/') + 1);
    return isProgram.test(name)
        || (isSystemd(line)
            && Stream.concat(units.stream(), descriptions.stream())
                .anyMatch(line.message()::contains));
  }

  /** Whether systemd logged a line, or its child before it runs a program, such as (dockerd). */
  static boolean isSystemd(LogLine line) {
    return line.program().startsWith("systemd") || line.program().startsWith("(");
  }

  /** Whether journalctl did not print all lines, by its standard error. */
  static boolean isRefusal(String error) {
    return error.contains("not seeing messages from other users")
        || error.contains("insufficient permissions")
        || error.contains("Permission denied");
  }
}
