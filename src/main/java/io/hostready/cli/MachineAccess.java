package io.hostready.cli;

import io.hostready.change.journal.JournalException;
import io.hostready.change.journal.RunStore;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import io.hostready.host.RootTrust;
import io.hostready.host.WriteFailedException;
import io.hostready.run.ExclusiveRun;
import io.hostready.text.SafeText;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** This machine, for the commands that change it: only as root, and one run at a time. */
record MachineAccess(Supplier<Machine> machine) {

  /** Whether this process runs as root. */
  static boolean isRoot() {
    return RootTrust.isRoot(Host.live());
  }

  /** Refuses an ordinary user. */
  static void requireRoot(String command) {
    if (!isRoot()) {
      throw new UsageException(command + " must run as root. Run: sudo hostready " + command);
    }
  }

  /** Runs work under the lock; a failed write is reported, and ends with exit code 4. */
  ExitCode exclusively(Terminal terminal, ExclusiveRun.Work<ExitCode> work) {
    try {
      return new ExclusiveRun(machine.get(), waiting(terminal)).of(work);
    } catch (WriteFailedException failed) {
      terminal.warn(failed.why());
      return ExitCode.FAILED;
    } catch (JournalException damaged) {
      terminal.warn(
          description(damaged)
              + " Restore it from a backup, or move the run's directory out of "
              + RunStore.DIRECTORY
              + " (the run can then not be reverted).");
      return ExitCode.FAILED;
    }
  }

  /** The runs on this machine; a corrupt journal is reported, and then the list is empty. */
  <T> Optional<T> read(Terminal terminal, Function<RunStore, T> reader) {
    try {
      return Optional.of(reader.apply(new RunStore(machine.get())));
    } catch (JournalException damaged) {
      terminal.warn(description(damaged));
      return Optional.empty();
    }
  }

  private static String description(JournalException damaged) {
    return "a journal in "
        + RunStore.DIRECTORY
        + " is damaged: "
        + SafeText.line(String.valueOf(damaged.getMessage()));
  }

  /**
   * From now on, Ctrl-C, a lost terminal and SIGTERM print how to continue; a normal exit skips the
   * shutdown hook.
   */
  static void explainInterruption(Terminal terminal) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  terminal
                      .err()
                      .println(
                          """

                          hostready: interrupted; the journal has what was changed. \
                          A command that was started, such as apt-get, runs to its end.
                          To continue:  hostready fix
                          To revert:    hostready undo\
                          """);
                  terminal.err().flush();
                }));
  }

  /** Lines for display on standard error, without buffering. */
  private static Consumer<String> waiting(Terminal terminal) {
    return line -> {
      terminal.err().println(SafeText.line(line));
      terminal.err().flush();
    };
  }
}
