package io.hostready.host;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Runs commands on this machine. Commands are searched only in root's usual directories; at the
 * time limit, a command is killed with all processes that it started.
 */
final class LiveReadOnlyCommands implements ReadOnlyCommands {

  /** The maximum size of each output, in bytes. */
  static final int MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

  @Override
  public CommandOutcome answer(Question question, Duration limit) {
    return switch (question) {
      case Question.Command(List<String> argv) -> run(argv, limit);
      case Question.SocketRequest request -> UnixSocket.ask(request, limit);
      case Question.ProcessVariable(String name) -> FirstProcess.variable(name);
    };
  }

  private static CommandOutcome run(List<String> argv, Duration limit) {
    String name = argv.getFirst();
    Optional<File> program = SearchPath.OF_ROOT.find(name);
    if (program.isEmpty()) {
      return new CommandOutcome.NotFound(name);
    }
    List<String> words = new ArrayList<>(argv);
    words.set(0, program.get().getPath());
    ChildProcess process =
        new ChildProcess(
            words,
            ChildProcess.ENVIRONMENT,
            new ChildProcess.Output.Kept(MAX_OUTPUT_BYTES, false),
            ChildProcess.Ending.KILL);
    try {
      ChildProcess.Result result = process.run(limit);
      return result.isCut()
          ? new CommandOutcome.NotRun(
              "'" + name + "' wrote more than " + (MAX_OUTPUT_BYTES >> 20) + " MiB")
          : new CommandOutcome.Ended(result.exitCode(), result.out(), result.err());
    } catch (TimeoutException late) {
      return new CommandOutcome.NotRun(
          "'" + name + "' did not end within " + limit.toMillis() / 1000.0 + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new CommandOutcome.NotRun("'" + name + "' was interrupted");
    } catch (IOException failed) {
      return new CommandOutcome.NotRun(
          "'" + name + "' could not be started: " + failed.getMessage());
    }
  }
}
