package io.hostready.change.apply;

import io.hostready.change.AptCommands;
import io.hostready.change.ChangeFailedException;
import io.hostready.change.PackageManager;
import io.hostready.change.ProgramCall;
import io.hostready.change.journal.Journal;
import io.hostready.host.CommandOutcome;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import io.hostready.host.Reading.Present;
import io.hostready.host.UrlCredentials;
import io.hostready.host.WriteFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The context of changes: the machine, the run's journal, and the listener for progress, one line
 * at a time.
 */
record RunContext(Machine machine, Journal journal, Consumer<String> progress) {

  private static final Duration LOCK_TICK = Duration.ofSeconds(1);

  Host now() {
    return machine.now();
  }

  /**
   * Runs a program that must succeed, and passes on its output.
   *
   * @throws ChangeFailedException with its output if it fails
   */
  String run(ProgramCall command) throws ChangeFailedException {
    return switch (outcome(command)) {
      case CommandOutcome.Ended(int exit, String out, _) when exit == 0 -> out;
      case CommandOutcome.Ended(int exit, String out, _) ->
          throw new ChangeFailedException(
              "'"
                  + shortened(command)
                  + "' ended with "
                  + exit
                  + ": "
                  + errorLines(out)
                  + " All that it wrote is in "
                  + journal.log()
                  + ".");
      case CommandOutcome.NotFound(String program) ->
          throw new ChangeFailedException(program + " not found in PATH.");
      case CommandOutcome.NotRun(String why) ->
          throw new ChangeFailedException(why + ". What it wrote is in " + journal.log() + ".");
    };
  }

  /**
   * Runs a package manager; waits while another run of it holds a lock that it does not wait for.
   */
  String run(PackageManager manager, ProgramCall command) throws ChangeFailedException {
    long deadline = System.nanoTime() + PackageManager.LOCK_WAIT.toNanos();
    boolean told = false;
    while (true) {
      try {
        return run(command);
      } catch (ChangeFailedException failed) {
        if (!manager.isLocked(failed.why()) || System.nanoTime() > deadline) {
          throw failed;
        }
        if (!told) {
          progress.accept("waiting for another " + manager.id() + " to end");
          told = true;
        }
        try {
          Thread.sleep(LOCK_TICK);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw failed;
        }
      }
    }
  }

  /**
   * Downloads a file to the run's directory, passes it to a reader and removes it.
   *
   * @throws ChangeFailedException also if the answer exceeds the number of bytes
   */
  <T> T fetched(PackageManager manager, String url, String name, int most, FetchedFile<T> made)
      throws ChangeFailedException, WriteFailedException {
    String path = journal.directory() + "/" + name;
    machine.files().remove(path);
    try {
      run(manager, manager.download(url, machine.files().located(path), most));
      return made.from(path);
    } catch (ChangeFailedException failed) {
      // At the limit, SIGXFSZ ends the program that writes; the data written so far remains.
      boolean isFull = now().bytes(path) instanceof Present(var bytes, _) && bytes.length >= most;
      throw isFull
          ? new ChangeFailedException(
              url
                  + " gave more than "
                  + most / 1024
                  + " KiB, which is too large for "
                  + name.replace("fetched-", "a ")
                  + ". Check which server answers at that address.",
              failed)
          : failed;
    } finally {
      machine.files().remove(path);
    }
  }

  /** The result of reading a downloaded file. */
  interface FetchedFile<T> {
    T from(String path) throws ChangeFailedException, WriteFailedException;
  }

  /** Runs a program, and passes on its outcome. */
  CommandOutcome outcome(ProgramCall command) {
    machine.checkpoints().reached("before " + command.argv().getFirst());
    CommandOutcome outcome =
        machine
            .programs()
            .run(command.argv(), command.environment(), command.limit(), journal.log(), progress);
    machine.checkpoints().reached("after " + command.argv().getFirst());
    return outcome;
  }

  private static String shortened(ProgramCall command) {
    List<String> words = command.argv();
    return words.size() <= 8 ? String.join(" ", words) : AptCommands.plain(words);
  }

  /**
   * The meaningful lines; dpkg prints the reason of a failure on an indented line after the
   * location.
   */
  private static List<String> lines(String out) {
    List<String> lines = new ArrayList<>();
    for (String line : out.lines().filter(line -> !line.isBlank()).toList()) {
      boolean goesOn =
          line.startsWith(" ")
              && !lines.isEmpty()
              && lines.getLast().startsWith("dpkg: error")
              && lines.getLast().endsWith(":");
      lines.add(goesOn ? lines.removeLast() + " " + line.strip() : line.strip());
    }
    return lines;
  }

  /**
   * The lines of a program's output that explain its failure: errors of apt, dpkg and dnf,
   * otherwise the last lines.
   */
  static String errorLines(String out) {
    List<String> lines = lines(out);
    List<String> errors =
        lines.stream()
            .filter(line -> line.startsWith("E: ") || line.startsWith("dpkg: error"))
            .map(line -> line.startsWith("E: ") ? line.substring(3) : line)
            .distinct()
            .toList();
    List<String> ofDnf =
        lines.stream()
            .dropWhile(line -> !line.startsWith("Error:") && !line.contains(" already locked by "))
            .toList();
    List<String> chosen =
        !errors.isEmpty()
            ? errors
            : !ofDnf.isEmpty() ? ofDnf : lines.subList(Math.max(0, lines.size() - 3), lines.size());
    String text =
        UrlCredentials.blanked(String.join(" ", chosen.subList(0, Math.min(6, chosen.size()))));
    return (text.isEmpty() ? "it printed nothing." : text.endsWith(".") ? text : text + ".")
        + (isClockError(text) ? " Check this host's clock: date." : "");
  }

  /** A wrong clock makes valid certificates and signatures appear invalid. */
  private static boolean isClockError(String text) {
    return text.contains("certificate verify failed") || text.contains("not valid yet");
  }
}
