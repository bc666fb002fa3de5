package io.hostready.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;

/**
 * Runs commands on this machine, found in root's usual folders and nowhere else. A command that
 * takes too long is killed with all that it started.
 */
public final class LiveCommands implements Commands {

  /** Root's PATH as Debian's login sets it; the caller's PATH is not trusted. */
  public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** The most that is read of each output. */
  static final int MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

  @Override
  public CommandOutcome run(List<String> argv, Duration limit) {
    String name = argv.getFirst();
    if (name.equals(SocketRequest.GET)) {
      return SocketRequest.run(argv.getLast(), limit);
    }
    if (name.equals(ProcessVariable.VARIABLE) && argv.size() > 1) {
      return ProcessVariable.run(argv.get(1));
    }
    Optional<File> program = find(name);
    if (program.isEmpty()) {
      return new CommandOutcome.NotFound(name);
    }
    CommandLine line = new CommandLine(program.get());
    argv.stream().skip(1).forEach(argument -> line.addArgument(argument, false));
    CommandStreams streams = new CommandStreams(MAX_OUTPUT_BYTES);
    RunningCommand running = new RunningCommand();
    DefaultExecutor executor =
        DefaultExecutor.builder()
            .setWorkingDirectory(Path.of("/"))
            .setExecuteStreamHandler(streams)
            .get();
    executor.setExitValues(null); // judging the exit code is the rule's work
    executor.setProcessDestroyer(running);
    try {
      executor.execute(line, ChildProcess.ENVIRONMENT, running);
      int exit = running.exitCode(limit);
      return streams.overflowed()
          ? new CommandOutcome.NotRun(
              "'" + name + "' wrote more than " + (MAX_OUTPUT_BYTES >> 20) + " MiB")
          : new CommandOutcome.Ended(exit, streams.out(), streams.err());
    } catch (TimeoutException late) {
      return new CommandOutcome.NotRun(
          "'" + name + "' did not end within " + limit.toMillis() / 1000.0 + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new CommandOutcome.NotRun("'" + name + "' was given up");
    } catch (IOException failed) {
      return new CommandOutcome.NotRun(
          "'" + name + "' could not be started: " + failed.getMessage());
    }
  }

  /** The file of a command, by the folders of {@link #PATH} or by its absolute path. */
  static Optional<File> find(String command) {
    return find(command, PATH);
  }

  /** The same by other folders, with colons between them. */
  static Optional<File> find(String command, String path) {
    List<String> folders = command.startsWith("/") ? List.of("") : List.of(path.split(":"));
    return folders.stream()
        .filter(_ -> command.startsWith("/") || !command.contains("/"))
        .map(folder -> new File(folder.isEmpty() ? command : folder + "/" + command))
        .filter(file -> file.isFile() && file.canExecute())
        .findFirst();
  }
}
