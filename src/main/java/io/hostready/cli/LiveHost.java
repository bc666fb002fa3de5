package io.hostready.cli;

import io.hostready.host.CannotWrite;
import io.hostready.host.HostLock;
import io.hostready.host.Machine;
import java.time.Duration;
import java.util.function.Consumer;

/** This machine, held by one run of hostready at a time. */
final class LiveHost {

  private static final String LOCK = "/run/hostready.lock";
  private static final Duration WAIT = Duration.ofSeconds(30);

  private LiveHost() {}

  /** Something done while no other run changes the host. */
  @FunctionalInterface
  interface Work {
    ExitCode doWith(Machine machine) throws CannotWrite;
  }

  /** Does work under the lock; a failure to write is told, and ends with exit code 4. */
  static ExitCode alone(Terminal terminal, Work work) {
    Machine machine = Machine.live();
    Consumer<String> progress = progress(terminal);
    try (HostLock _ =
        HostLock.take(machine.files(), LOCK, WAIT, progress)
            .orElseThrow(
                () ->
                    new CannotWrite(
                        "another run of hostready holds "
                            + LOCK
                            + " since "
                            + WAIT.toSeconds()
                            + " s; expected to be the only one. Wait for it, and run again."))) {
      return work.doWith(machine);
    } catch (CannotWrite failed) {
      terminal.err().println("hostready: " + failed.why());
      return ExitCode.FAILED;
    }
  }

  /** Lines for people, on standard error, at once. */
  static Consumer<String> progress(Terminal terminal) {
    return line -> {
      terminal.err().println(io.hostready.report.Shown.line(line));
      terminal.err().flush();
    };
  }
}
