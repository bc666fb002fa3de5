package io.hostready.host;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The system's ssh(1), with the configuration, keys, agent, jump hosts and known hosts of the user
 * who runs hostready. It never asks a question, forwards nothing, and uses an existing connection
 * of that user (ControlPath), but leaves none. Source: ssh(1), ssh_config(5) of OpenSSH.
 *
 * @param program the path of ssh
 * @param environment all variables of the user, such as SSH_AUTH_SOCK
 * @param isRoot whether the script is run as root, by {@code sudo -n}
 */
public record SshClient(String program, Map<String, String> environment, boolean isRoot) {

  /** The exit code of ssh for its own errors; a script could end with it, too. */
  private static final int OWN_ERROR = 255;

  /**
   * LogLevel drops banners and notices, so that the last line of standard error is the error.
   * RemoteCommand would be run in addition. Compression is for the text of the answers.
   */
  private static final List<String> OPTIONS =
      List.of(
          "-T",
          "-a",
          "-x",
          "-o",
          "BatchMode=yes",
          "-o",
          "ConnectTimeout=10",
          "-o",
          "ClearAllForwardings=yes",
          "-o",
          "ControlMaster=no",
          "-o",
          "RemoteCommand=none",
          "-o",
          "Compression=yes",
          "-o",
          "LogLevel=ERROR");

  /** The maximum length of a reason, in characters. */
  private static final int MOST_WORDS = 300;

  /** What came back from a host. */
  public sealed interface Reply {

    /** The standard output of a script that ended with code 0. */
    record Output(Bytes bytes) implements Reply {}

    /** The reason why there is no output, in one line; its text can be the host's. */
    record Failure(String why) implements Reply {}
  }

  public SshClient {
    environment = Map.copyOf(environment);
  }

  /** The ssh of this machine, in root's usual directories; empty if it is not installed. */
  public static Optional<SshClient> find(Map<String, String> environment, boolean isRoot) {
    return SearchPath.OF_ROOT
        .find("ssh")
        .map(File::getPath)
        .map(program -> new SshClient(program, environment, isRoot));
  }

  /**
   * Runs a script with the sh of a host, in one connection.
   *
   * @param limit the time from the connection to the end of the output
   * @param maxBytes the maximum size of the output
   */
  public Reply run(SshDestination host, Bytes script, Duration limit, int maxBytes) {
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(OPTIONS);
    words.addAll(List.of("--", host.text(), isRoot ? "sudo -n -- sh -s" : "sh -s"));
    ChildProcess process =
        new ChildProcess(
            words,
            environment,
            script,
            new ChildProcess.Output.Limited(maxBytes),
            ChildProcess.Ending.KILL);
    try {
      ChildProcess.Result result = process.run(limit);
      if (result.isCut()) {
        return new Reply.Failure("it sent more than " + (maxBytes >> 20) + " MiB");
      }
      return result.exitCode() == 0
          ? new Reply.Output(result.output())
          : new Reply.Failure(failure(result));
    } catch (TimeoutException late) {
      return new Reply.Failure("no complete answer within " + limit.toSeconds() + " s");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Reply.Failure("interrupted");
    } catch (IOException failed) {
      return new Reply.Failure("ssh could not be started: " + failed.getMessage());
    }
  }

  /**
   * The last line of standard error: of ssh, sudo or the user's shell. nologin(8) writes to
   * standard output.
   */
  private static String failure(ChildProcess.Result result) {
    String code =
        result.exitCode() == OWN_ERROR
            ? "ssh ended with code " + OWN_ERROR
            : "the script ended with code " + result.exitCode();
    return lastLine(result.err()).or(() -> lastLine(result.out())).orElse(code);
  }

  private static Optional<String> lastLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((_, last) -> last)
        .map(line -> line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "...");
  }
}
