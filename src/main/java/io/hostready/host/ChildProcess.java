package io.hostready.host;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
 * A program of this machine, run with a time limit. This is the only class in which hostready
 * starts a program. The program inherits nothing from the caller of hostready: its environment is
 * given, its working directory is the root directory, its standard input is empty or given and,
 * unless it only reads, its umask is 022. It gets a new session, so that it does not receive
 * signals of the terminal, and so that its child processes can be found. Source: setsid(2),
 * umask(2).
 *
 * @param command the path of a program, and its arguments
 * @param environment all variables of the program
 * @param input its standard input
 */
record ChildProcess(
    List<String> command,
    Map<String, String> environment,
    Bytes input,
    Output output,
    Ending ending) {

  private static final Bytes NO_INPUT = Bytes.of("");

  /** All variables of a program that only reads. A program that changes the host has more. */
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

  /** Java cannot set a umask; a shell sets it and then executes the program. */
  private static final String SCRIPT = "umask 022; exec \"$@\"";

  private static final String SHELL = "hostready-child";
  private static final String SETSID = "setsid";

  /**
   * Exit codes of setsid(1) and of a shell that cannot execute the program; their messages start
   * with their names.
   */
  private static final Set<Integer> NOT_STARTED = Set.of(126, 127);

  /** Where standard output and standard error go. */
  sealed interface Output {

    /** To memory, each up to a number of bytes; merged in {@link Result#out} if requested. */
    record Kept(int maxBytes, boolean isMerged) implements Output {}

    /** To memory, each up to a number of bytes; a program that writes more is killed. */
    record Limited(int maxBytes) implements Output {}

    /**
     * Appended to a file, merged. The program writes to the file directly, even after hostready is
     * killed.
     */
    record Appended(Path log) implements Output {}
  }

  /** How a program and its child processes are ended. */
  enum Ending {
    /**
     * By SIGKILL: at the limit, if the waiting thread is interrupted, and if hostready ends. For a
     * program that only reads.
     */
    KILL,
    /**
     * By SIGTERM to the program only, which ends its child processes: at the limit, and if the
     * waiting thread is interrupted. Processes that remain some time after the limit are killed.
     */
    TERMINATE_PROGRAM,
    /**
     * By SIGTERM to all processes, and SIGKILL some time later; only at the limit. The program
     * continues if hostready is interrupted or killed.
     */
    TERMINATE_ALL_AT_LIMIT
  }

  /**
   * The result of a program.
   *
   * @param isCut whether it wrote more than the limit
   */
  record Result(int exitCode, Bytes output, Bytes errors, boolean isCut) {

    /** Standard output, decoded as UTF-8. */
    String out() {
      return new String(output.bytes(), StandardCharsets.UTF_8);
    }

    /** Standard error, decoded as UTF-8. */
    String err() {
      return new String(errors.bytes(), StandardCharsets.UTF_8);
    }
  }

  /** A program without input. */
  ChildProcess(
      List<String> command, Map<String, String> environment, Output output, Ending ending) {
    this(command, environment, NO_INPUT, output, ending);
  }

  ChildProcess {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * Runs the program to its end.
   *
   * @throws IOException if it could not be started
   * @throws TimeoutException if it exceeded the time limit and was ended
   * @throws InterruptedException if this thread was interrupted; see {@link Ending}
   */
  Result run(Duration limit) throws IOException, TimeoutException, InterruptedException {
    return run(limit, limit, () -> {});
  }

  /** The same, with an action that is run at intervals until the program ends. */
  Result run(Duration limit, Duration interval, Runnable meanwhile)
      throws IOException, TimeoutException, InterruptedException {
    RunningChild running = new RunningChild(ending);
    ChildStreams streams =
        switch (output) {
          case Output.Kept(int maxBytes, _) -> new ChildStreams(input, maxBytes, () -> {});
          case Output.Limited(int maxBytes) -> new ChildStreams(input, maxBytes, running::kill);
          case Output.Appended(_) -> new ChildStreams(input, 0, () -> {});
        };
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
   * The command, preceded by setsid(1) and a shell if the machine has these programs. The shell is
   * omitted if no umask is needed, since a check runs many programs.
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
    ProcessBuilder builder = new ProcessBuilder(wrapped()).directory(new File("/"));
    if (input.size() == 0) {
      builder.redirectInput(new File("/dev/null"));
    }
    switch (output) {
      case Output.Kept(_, boolean isMerged) -> builder.redirectErrorStream(isMerged);
      case Output.Limited(_) -> {}
      case Output.Appended(Path log) ->
          builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  /**
   * CommandLine of commons-exec is not used: it would strip white space from both ends of each
   * argument.
   */
  @SuppressWarnings("deprecation") // its builder creates no subclass
  private final class Launcher extends DefaultExecutor {

    Launcher(ChildStreams streams, RunningChild running) {
      setWorkingDirectory(new File("/"));
      setStreamHandler(streams);
      setProcessDestroyer(running);
      setExitValues(null); // every exit code is a result
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
