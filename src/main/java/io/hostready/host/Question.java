package io.hostready.host;

import java.util.List;

/** A query to a host that files cannot answer. */
public sealed interface Question {

  /** The line for it in recordings. */
  String text();

  /**
   * A program and its arguments, run without a shell, with its own environment and without standard
   * input.
   */
  record Command(List<String> argv) implements Question {

    public Command {
      argv = List.copyOf(argv);
    }

    @Override
    public String text() {
      return String.join(" ", argv);
    }
  }

  /**
   * One HTTP GET over a Unix socket. Its outcome has the exit codes of curl(1), and the body as
   * standard output.
   *
   * @param path the requested path, starting with a slash
   */
  record SocketRequest(String socket, String path) implements Question {

    public SocketRequest {
      if (!socket.startsWith("/") || !path.matches("/[!-~]*")) {
        throw new IllegalArgumentException("'" + path + "' cannot be asked of '" + socket + "'");
      }
    }

    @Override
    public String text() {
      return "GET unix://" + socket + path;
    }
  }

  /**
   * A variable of process 1's environment: a capture has it without the rest of the environment.
   * Its outcome has the value and a line end as standard output; exit code 1 if it is not set.
   */
  record ProcessVariable(String name) implements Question {

    @Override
    public String text() {
      return "VARIABLE " + name + " " + FirstProcess.ENVIRONMENT;
    }
  }
}
