package io.hostready.docker;

import io.hostready.facts.LogLine;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The part of a log that captures contain: starts, ends and errors of the logged services, known
 * errors of the kernel, and the beginnings of boots. Other lines name containers, images and
 * networks, or are of other programs.
 */
public final class LogExcerpt {

  private LogExcerpt() {}

  /** Whether a path is a log file that is read. */
  public static boolean isLog(String path) {
    return LoggedService.allFiles().contains(path);
  }

  /** All log files that are read. */
  public static List<String> files() {
    return LoggedService.allFiles();
  }

  /** Whether a command prints a log. */
  public static boolean isLogCommand(String command) {
    return LoggedService.printsLog(command);
  }

  /** The lines that are kept of a log. */
  public static String of(String source, String log) {
    return log.lines()
        .filter(line -> isNeeded(source, line))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static boolean isNeeded(String source, String line) {
    List<LogLine> parsed = LogLine.parse(line);
    if (parsed.isEmpty()) {
      return line.startsWith("-- ");
    }
    LogLine one = parsed.getFirst();
    return one.isBoot()
        || KernelLog.message(line)
            .filter(
                text ->
                    text.startsWith("Linux version ")
                        || MessageTable.KERNEL.explain(text).isPresent())
            .isPresent()
        || Arrays.stream(LoggedService.values())
            .anyMatch(
                service -> service.isLoggedIn(source, one) && LastStart.isUseful(service, one));
  }
}
