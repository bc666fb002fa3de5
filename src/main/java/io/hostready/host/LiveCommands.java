package io.hostready.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteException;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;

/** Runs commands on this machine, found in root's usual folders and nowhere else. */
public final class LiveCommands implements Commands {

  /** Root's PATH as Debian's login sets it; the caller's PATH is not trusted. */
  public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final int MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

  static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", PATH, "LC_ALL", "C.UTF-8", "HOME", "/root", "TERM", "dumb");

  @Override
  public CommandOutcome run(List<String> argv, Duration limit) {
    if (argv.getFirst().equals(SocketRequest.GET)) {
      return SocketRequest.run(argv.getLast(), limit);
    }
    File program = find(argv.getFirst());
    if (program == null) {
      return new CommandOutcome.NotFound(argv.getFirst());
    }
    CommandLine line = new CommandLine(program);
    argv.stream().skip(1).forEach(argument -> line.addArgument(argument, false));
    Bounded out = new Bounded();
    Bounded err = new Bounded();
    ExecuteWatchdog watchdog = ExecuteWatchdog.builder().setTimeout(limit).get();
    DefaultExecutor executor = DefaultExecutor.builder().get();
    executor.setExitValues(null); // judging the exit code is the rule's work
    executor.setWatchdog(watchdog);
    executor.setStreamHandler(
        new PumpStreamHandler(out, err, new ByteArrayInputStream(new byte[0])));
    try {
      int exit = executor.execute(line, ENVIRONMENT);
      if (watchdog.killedProcess()) {
        return new CommandOutcome.NotRun(
            "'" + argv.getFirst() + "' did not end within " + limit.toSeconds() + " s");
      }
      return new CommandOutcome.Ended(exit, out.text(), err.text());
    } catch (ExecuteException killed) {
      return new CommandOutcome.NotRun(
          "'" + argv.getFirst() + "' did not end within " + limit.toSeconds() + " s");
    } catch (IOException failed) {
      return new CommandOutcome.NotRun(
          "'" + argv.getFirst() + "' could not be started: " + failed.getMessage());
    }
  }

  static @org.jspecify.annotations.Nullable File find(String command) {
    if (command.startsWith("/")) {
      File program = new File(command);
      return program.canExecute() ? program : null;
    }
    for (String folder : PATH.split(":")) {
      File program = new File(folder, command);
      if (program.isFile() && program.canExecute()) {
        return program;
      }
    }
    return null;
  }

  /** Keeps the first megabytes of what a command writes and drops the rest. */
  private static final class Bounded extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int value) {
      if (kept.size() < MAX_OUTPUT_BYTES) {
        kept.write(value);
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      kept.write(bytes, offset, Math.min(length, MAX_OUTPUT_BYTES - kept.size()));
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
