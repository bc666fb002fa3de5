package io.hostready.cli;

import io.hostready.change.Json;
import io.hostready.change.Runs;
import io.hostready.host.CannotWrite;
import io.hostready.host.Host;
import io.hostready.host.HostLock;
import io.hostready.host.Machine;
import io.hostready.host.RootTrust;
import io.hostready.report.Shown;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** This machine, held by one run of hostready at a time. */
record LiveHost(Supplier<Machine> machine) {

  private static final String LOCK = "/run/hostready.lock";
  private static final Duration WAIT = Duration.ofSeconds(30);

  /** An orphan is apt at work most of the time; that may take as long as it takes. */
  private static final Duration WAIT_FOR_ORPHANS = Duration.ofMinutes(10);

  /** Under apt's terminal dpkg writes this over itself, which in lines are twenty. */
  private static final String COUNTING = "(Reading database ...";

  static final String ROOT_NEEDED =
      "a fix changes files in /etc, packages and services, and needs root. Run it with sudo.";

  /** Refuses an ordinary user. */
  static void requireRoot() {
    if (!RootTrust.isRoot(Host.live())) {
      throw new UsageError("this is not root; " + ROOT_NEEDED);
    }
  }

  /** Something done while no other run changes the host. */
  @FunctionalInterface
  interface Work {
    ExitCode doWith(Machine machine) throws CannotWrite;
  }

  /** Does work under the lock; a failure to write is told, and ends with exit code 4. */
  ExitCode alone(Terminal terminal, Work work) {
    Machine live = machine.get();
    Consumer<String> progress = progress(terminal);
    Consumer<String> waiting =
        holder -> progress.accept("waiting for " + holder + ", another run of hostready, to end");
    try (HostLock _ =
        HostLock.take(live.files(), LOCK, WAIT, waiting)
            .orElseThrow(
                () ->
                    new CannotWrite(
                        "another run of hostready holds "
                            + LOCK
                            + " since "
                            + WAIT.toSeconds()
                            + " s; expected to be the only one. Wait for it, and run again."))) {
      awaitOrphans(live, progress);
      return work.doWith(live);
    } catch (CannotWrite failed) {
      terminal.err().println("hostready: " + Shown.message(failed.why()));
      return ExitCode.FAILED;
    } catch (Json.Malformed damaged) {
      terminal
          .err()
          .println(
              "hostready: a journal in "
                  + Runs.FOLDER
                  + " is damaged: "
                  + Shown.line(String.valueOf(damaged.getMessage()))
                  + " Nothing was done. Restore it from a backup, or move the run's directory out"
                  + " of "
                  + Runs.FOLDER
                  + "; the run can then not be undone.");
      return ExitCode.FAILED;
    }
  }

  /**
   * From now on, Ctrl-C, a lost terminal and SIGTERM are answered with what to do; the program's
   * own end passes hooks by.
   */
  static void sayHowItGoesOnWhenInterrupted(Terminal terminal) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  terminal
                      .err()
                      .println(
                          "\nhostready: interrupted. A program that was started comes to its end by"
                              + " itself; what was begun is in the journal: 'hostready undo' takes"
                              + " it back, 'hostready fix' goes on.");
                  terminal.err().flush();
                }));
  }

  /** A run that was killed may have left a program at work, such as apt. */
  private static void awaitOrphans(Machine live, Consumer<String> progress) throws CannotWrite {
    if (live.programs().awaitOrphans(Duration.ofSeconds(1))) {
      return;
    }
    progress.accept("a program that an earlier run started is still at work; waiting for it");
    if (!live.programs().awaitOrphans(WAIT_FOR_ORPHANS)) {
      throw new CannotWrite(
          "a program that an earlier run of hostready started is at work since more than "
              + WAIT_FOR_ORPHANS.toMinutes()
              + " minutes; expected it to end. Look at 'fuser "
              + Machine.STATE
              + "/running'.");
    }
  }

  /**
   * Lines for people, on standard error, at once; dpkg's count of its files up to 100% is left out.
   */
  static Consumer<String> progress(Terminal terminal) {
    return line -> {
      if (line.startsWith(COUNTING) && !line.endsWith(")")) {
        return;
      }
      terminal.err().println(Shown.line(line));
      terminal.err().flush();
    };
  }
}
