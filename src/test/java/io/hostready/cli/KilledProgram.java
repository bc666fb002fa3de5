package io.hostready.cli;

import io.hostready.host.Machine;
import io.hostready.host.OpenMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;

/**
 * The program, on a throw-away host, killed on its way by SIGKILL. The first argument says where,
 * the others are the program's own: the number of a moment between two things; 0, to be killed
 * nowhere and print all moments; {@code line:TEXT}, when it tells a line with that text; or {@code
 * all:TEXT}, and then everything on the host is killed, as when the power fails.
 */
public final class KilledProgram {

  private final String where;
  private int moments;

  private KilledProgram(String where) {
    this.where = where;
  }

  public static void main(String[] arguments) {
    KilledProgram killed = new KilledProgram(arguments[0]);
    Machine machine = OpenMachine.live(killed::moment);
    PrintStream err = new PrintStream(killed.new Watched(), true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(System.out, err, false, Map.of());
    ExitCode code =
        new Hostready(terminal, Clock.systemUTC(), () -> machine)
            .run(Arrays.copyOfRange(arguments, 1, arguments.length));
    System.out.flush();
    Runtime.getRuntime().halt(code.number());
  }

  private void moment(String name) {
    moments++;
    if (where.equals("0")) {
      System.out.println("moment " + name);
    } else if (where.equals(Integer.toString(moments))) {
      kill(false);
    }
  }

  private void line(String said) {
    if (where.startsWith("line:") && said.contains(where.substring(5))) {
      kill(false);
    } else if (where.startsWith("all:") && said.contains(where.substring(4))) {
      kill(true);
    }
  }

  private static void kill(boolean everything) {
    String self = Long.toString(ProcessHandle.current().pid());
    try {
      if (everything) {
        // kill(2), -1: all but the host's first process, and kill(1) itself.
        new ProcessBuilder("kill", "-KILL", "--", "-1").inheritIO().start().waitFor();
      }
      new ProcessBuilder("kill", "-KILL", "--", self).inheritIO().start().waitFor();
      Thread.sleep(10_000);
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
    throw new IllegalStateException("outlived its kill");
  }

  /** Standard error, line by line. */
  private final class Watched extends OutputStream {
    private final StringBuilder line = new StringBuilder();

    @Override
    public void write(int each) {
      System.err.write(each);
      if (each == '\n') {
        System.err.flush();
        line(line.toString());
        line.setLength(0);
      } else {
        line.append((char) each);
      }
    }
  }
}
