package io.hostready.change.apply;

import io.hostready.change.AptCommands;
import io.hostready.change.ChangeFailedException;
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
 * Where changes are made: the machine, the run's journal, and who is told about progress, a line at
 * a time.
 */
record RunContext(Machine machine, Journal journal, Consumer<String> progress) {

  private static final Duration LOCK_TICK = Duration.ofSeconds(1);

  Host now() {
    return machine.now();
  }

  /**
   * Runs a program to a good end, and tells what it wrote.
   *
   * @throws ChangeFailedException with its words when it ends badly
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
                  + essence(out)
                  + " All that it wrote is in "
                  + journal.log()
                  + ".");
      case CommandOutcome.NotFound(String program) ->
          throw new ChangeFailedException(
              "there is no '"
                  + program
                  + "' on this host; expected it in "
                  + "/usr/sbin or alike.");
      case CommandOutcome.NotRun(String why) ->
          throw new ChangeFailedException(why + ". What it wrote is in " + journal.log() + ".");
    };
  }

  /** Runs apt; waits while another apt or dpkg holds a lock that apt itself does not wait for. */
  String runApt(ProgramCall command) throws ChangeFailedException {
    long deadline = System.nanoTime() + AptCommands.LOCK_WAIT.toNanos();
    boolean told = false;
    while (true) {
      try {
        return run(command);
      } catch (ChangeFailedException failed) {
        // apt-get(8): DPkg::Lock::Timeout is for dpkg's locks; those of lists and archives fail.
        if (!failed.why().contains("Could not get lock") || System.nanoTime() > deadline) {
          throw failed;
        }
        if (!told) {
          progress.accept("waiting for another apt to end");
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
   * Fetches a file into the run's directory, hands it to a reader and removes it.
   *
   * @throws ChangeFailedException also where the answer is larger than that many bytes
   */
  <T> T fetched(String url, String name, int most, FetchedFile<T> made)
      throws ChangeFailedException, WriteFailedException {
    String path = journal.directory() + "/" + name;
    machine.files().remove(path);
    try {
      runApt(AptCommands.download(url, machine.files().located(path), most));
      return made.from(path);
    } catch (ChangeFailedException failed) {
      // The program that writes is ended by SIGXFSZ at the limit; what it wrote stays.
      boolean isFull = now().bytes(path) instanceof Present(var bytes, _) && bytes.length >= most;
      throw isFull
          ? new ChangeFailedException(
              url
                  + " gave more than "
                  + most / 1024
                  + " KiB, which is too large; expected "
                  + name.replace("fetched-", "a ")
                  + ". Nothing was written; look at who answers at that address.",
              failed)
          : failed;
    } finally {
      machine.files().remove(path);
    }
  }

  /** What is made of a fetched file. */
  interface FetchedFile<T> {
    T from(String path) throws ChangeFailedException, WriteFailedException;
  }

  /** Runs a program, and tells what came of it. */
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

  /** The lines that say something; why dpkg fails is in an indented line after it says where. */
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

  /** What of a program's words says why it failed: apt's and dpkg's errors, else the last lines. */
  static String essence(String out) {
    List<String> lines = lines(out);
    List<String> errors =
        lines.stream()
            .filter(line -> line.startsWith("E: ") || line.startsWith("dpkg: error"))
            .map(line -> line.startsWith("E: ") ? line.substring(3) : line)
            .distinct()
            .toList();
    List<String> chosen =
        errors.isEmpty() ? lines.subList(Math.max(0, lines.size() - 3), lines.size()) : errors;
    String text =
        UrlCredentials.blanked(String.join(" ", chosen.subList(0, Math.min(6, chosen.size()))));
    return (text.isEmpty() ? "it said nothing." : text.endsWith(".") ? text : text + ".")
        + (blamesTheClock(text) ? " Look whether this host's clock is right: date." : "");
  }

  /** A clock that is wrong makes certificates and signatures look wrong. */
  private static boolean blamesTheClock(String text) {
    return text.contains("certificate verify failed") || text.contains("not valid yet");
  }
}
