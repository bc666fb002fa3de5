package io.hostready.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;

/**
 * A program of this machine, run for a limited time: the only place where hostready starts one. It
 * inherits nothing from the caller of hostready: its environment is given, its working directory is
 * the root directory, its standard input is empty and, unless it only reads, its umask 022. It has
 * a session of its own, so that a terminal's signals do not reach it and the processes that it
 * started can be found. Source: setsid(2), umask(2).
 *
 * @param command the path of a program, and its arguments
 * @param environment all variables that the program gets
 */
record ChildProcess(
    List<String> command, Map<String, String> environment, Output output, Ending ending) {

  /** All variables of a program that reads. One that changes the host has more. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH",
          SearchPath.OF_ROOT.toString(),
          "LC_ALL",
          "C.UTF-8",
          "HOME",
          "/root",
          "TERM",
          "dumb");

  /** Java cannot set a umask; a shell sets it and becomes the program. */
  private static final String SCRIPT = "umask 022; exec \"$@\"";

  private static final String SHELL = "hostready-child";
  private static final String SETSID = "setsid";

  /** Exit codes of setsid(1) and a shell that cannot become the program; their names come first. */
  private static final Set<Integer> NOT_STARTED = Set.of(126, 127);

  /** Where standard output and standard error go. */
  sealed interface Output {

    /** Into memory, each up to a number of bytes; as one, in {@link Result#out}, if merged. */
    record Kept(int maxBytes, boolean isMerged) implements Output {}

    /** To the end of a file, as one. The program writes there though hostready be killed. */
    record Appended(Path log) implements Output {}
  }

  /** How a program and all that it started are ended. */
  enum Ending {
    /**
     * By SIGKILL: at the limit, when the thread that waits is interrupted, and with hostready. For
     * a program that only reads.
     */
    KILL,
    /**
     * By SIGTERM to the program alone, which ends what it started: at the limit and when the thread
     * that waits is interrupted. What is left of it some time after the limit is killed.
     */
    TERMINATE_PROGRAM,
    /**
     * By SIGTERM to all processes, and SIGKILL some time later, at the limit only. The program goes
     * on when hostready is interrupted or killed.
     */
    TERMINATE_ALL_AT_LIMIT
  }

  /**
   * What came of a program. Its output is read as UTF-8.
   *
   * @param isCut whether it wrote more than was kept
   */
  record Result(int exitCode, String out, String err, boolean isCut) {}

  ChildProcess {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * Runs the program to its end.
   *
   * @throws IOException if it could not be started
   * @throws TimeoutException if it did not end in time; it was ended
   * @throws InterruptedException if this thread was interrupted; see {@link Ending}
   */
  Result run(Duration limit) throws IOException, TimeoutException, InterruptedException {
    return run(limit, limit, () -> {});
  }

  /** The same, with something to do at intervals until the program ends. */
  Result run(Duration limit, Duration interval, Runnable meanwhile)
      throws IOException, TimeoutException, InterruptedException {
    int maxBytes = output instanceof Output.Kept(int most, _) ? most : 0;
    ChildOutput streams = new ChildOutput(maxBytes);
    RunningChild running = new RunningChild(ending);
    new Launcher(streams, running)
        .execute(new CommandLine(command.getFirst()), environment, running);
    int exit = running.exitCode(limit, interval, meanwhile);
    Result result = new Result(exit, streams.out(), streams.err(), streams.isCut());
    Optional<String> failure = failureToStart(result);
    if (failure.isPresent()) {
      throw new IOException(failure.get());
    }
    return result;
  }

  private Optional<String> failureToStart(Result result) {
    String said = result.err().isEmpty() ? result.out() : result.err();
    boolean isWrappers = said.startsWith(SHELL + ": ") || said.startsWith(SETSID + ": ");
    return NOT_STARTED.contains(result.exitCode()) && isWrappers
        ? Optional.of(said.substring(Math.max(0, said.indexOf(command.getFirst()))).strip())
        : Optional.empty();
  }

  /**
   * The command below setsid(1) and a shell, where there are such programs. The shell is left out
   * where no umask is needed, since a check runs many programs.
   */
  private List<String> wrapped() {
    List<String> words = new ArrayList<>();
    SearchPath.OF_ROOT.find(SETSID).ifPresent(setsid -> words.add(setsid.getPath()));
    if (ending != Ending.KILL) {
      SearchPath.OF_ROOT
          .find("sh")
          .ifPresent(shell -> words.addAll(List.of(shell.getPath(), "-c", SCRIPT, SHELL)));
    }
    words.addAll(command);
    return words;
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(wrapped()).directory(new File("/")).redirectInput(new File("/dev/null"));
    switch (output) {
      case Output.Kept(_, boolean isMerged) -> builder.redirectErrorStream(isMerged);
      case Output.Appended(Path log) ->
          builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Its CommandLine is not used: it would strip each argument of white space at its ends. */
  @SuppressWarnings("deprecation") // its builder makes no subclass
  private final class Launcher extends DefaultExecutor {

    Launcher(ChildOutput streams, RunningChild running) {
      setWorkingDirectory(new File("/"));
      setStreamHandler(streams);
      setProcessDestroyer(running);
      setExitValues(null); // each exit code is a result
    }

    @Override
    protected Process launch(CommandLine line, Map<String, String> variables, Path directory)
        throws IOException {
      return start();
    }

    @Override
    protected Thread createThread(Runnable work, String name) {
      return Thread.ofPlatform().daemon().name(RunningChild.THREAD).unstarted(work);
    }
  }
}
