package io.hostready.host;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs programs that change this machine, searched only in root's usual directories. Their output
 * goes directly to a file, and each has a separate session, so that apt and dpkg finish even if
 * this process is killed, interrupted or loses its terminal. Each runs under flock(1), so that the
 * next run of hostready can wait for such an orphan before it reads the host's state.
 */
public final class LiveChangingPrograms implements ChangingPrograms {

  /**
   * The proxy variables of the user who runs hostready are passed to the programs; apt's own
   * configuration takes precedence.
   */
  private static final List<String> PASSED_ON =
      List.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy");

  private static final int MOST_OUTPUT_BYTES = 4 * 1024 * 1024;
  private static final int TAKEN = 217; // flock(1) -E: an exit code that no program here uses
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Duration FLOCK_MARGIN = Duration.ofSeconds(10);

  private final DurableFiles files;
  private final String lock;

  /**
   * The lock is a path at which only root can write; it is created at the first use and kept.
   *
   * @param files where logs and lock are
   */
  public LiveChangingPrograms(DurableFiles files, String lock) {
    this.files = files;
    this.lock = lock;
  }

  @Override
  public CommandOutcome run(
      List<String> argv,
      Map<String, String> environment,
      Duration limit,
      String log,
      Consumer<String> listener) {
    Optional<File> program = SearchPath.OF_ROOT.find(argv.getFirst());
    if (program.isEmpty()) {
      return new CommandOutcome.NotFound(argv.getFirst());
    }
    try {
      Path logFile = Path.of(files.located(log));
      List<String> words = flock(List.of("-n", "-o"));
      words.add(program.get().getPath());
      words.addAll(argv.subList(1, argv.size()));
      Map<String, String> variables = new TreeMap<>(ChildProcess.ENVIRONMENT);
      variables.putAll(proxies());
      variables.putAll(environment);
      ChildProcess process =
          new ChildProcess(
              words,
              variables,
              new ChildProcess.Output.Appended(logFile),
              ChildProcess.Ending.TERMINATE_ALL_AT_LIMIT);
      return follow(process, argv.getFirst(), limit, logFile, listener);
    } catch (IOException failed) {
      return new CommandOutcome.NotRun(
          "'" + argv.getFirst() + "' could not be started: " + failed.getMessage());
    } catch (WriteFailedException refused) {
      return new CommandOutcome.NotRun(refused.why());
    }
  }

  private static Map<String, String> proxies() {
    Map<String, String> proxies = new TreeMap<>(System.getenv());
    proxies.keySet().removeIf(name -> !PASSED_ON.contains(name.toLowerCase(Locale.ROOT)));
    return proxies;
  }

  private static CommandOutcome follow(
      ChildProcess process, String name, Duration limit, Path log, Consumer<String> listener)
      throws IOException {
    try (RandomAccessFile output = new RandomAccessFile(log.toFile(), "r")) {
      output.seek(output.length());
      Tail tail = new Tail(output, listener);
      try {
        int exit = process.run(limit, INTERVAL, tail::read).exitCode();
        tail.read();
        return exit == TAKEN
            ? new CommandOutcome.NotRun("a program of an earlier run of hostready is still running")
            : new CommandOutcome.Ended(exit, tail.text(), "");
      } catch (TimeoutException late) {
        tail.read();
        return new CommandOutcome.NotRun(
            "'" + name + "' did not end within " + limit.toSeconds() + " s and was ended");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new CommandOutcome.NotRun("interrupted while '" + name + "' ran");
    } catch (UncheckedIOException unread) {
      throw unread.getCause();
    }
  }

  @Override
  public boolean awaitOrphans(Duration limit) {
    List<String> words = flock(List.of("-w", "" + limit.toSeconds()));
    Optional<File> nothing = SearchPath.OF_ROOT.find("true");
    if (words.isEmpty() || nothing.isEmpty()) {
      return true;
    }
    words.add(nothing.get().getPath());
    ChildProcess process =
        new ChildProcess(
            words,
            ChildProcess.ENVIRONMENT,
            new ChildProcess.Output.Kept(0, true),
            ChildProcess.Ending.KILL);
    try {
      return process.run(limit.plus(FLOCK_MARGIN)).exitCode() != TAKEN;
    } catch (IOException failed) {
      return true; // no program runs under a lock that cannot be acquired
    } catch (TimeoutException late) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The prefix of a command line that holds the lock, flock(1) of util-linux; empty if the host has
   * no flock(1). -o: a daemon that the program starts does not hold the lock.
   */
  private List<String> flock(List<String> options) {
    List<String> words = new ArrayList<>();
    Optional<File> flock = SearchPath.OF_ROOT.find("flock");
    try {
      String file = files.located(lock);
      if (flock.isPresent()) {
        words.add(flock.get().getPath());
        words.addAll(options);
        words.addAll(List.of("-E", "" + TAKEN, file));
      }
      return words;
    } catch (WriteFailedException noDirectory) {
      return words;
    }
  }

  /** Reads new lines at the end of a file. */
  private static final class Tail {
    private final RandomAccessFile file;
    private final Consumer<String> listener;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();

    Tail(RandomAccessFile file, Consumer<String> listener) {
      this.file = file;
      this.listener = listener;
    }

    void read() {
      byte[] bytes = new byte[8192];
      for (int count = next(bytes); count > 0; count = next(bytes)) {
        // ISO 8859-1 keeps partial characters until the end of the line, where the bytes are
        // decoded as UTF-8.
        String read = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        if (text.length() < MOST_OUTPUT_BYTES) {
          text.append(read);
        }
        for (char each : read.toCharArray()) {
          if (each == '\n' || each == '\r') {
            if (!line.isEmpty()) {
              listener.accept(decoded(line));
            }
            line.setLength(0);
          } else if (line.length() < 1000) {
            line.append(each);
          }
        }
      }
    }

    private int next(byte[] into) {
      try {
        return file.read(into);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    String text() {
      return decoded(text);
    }

    private static String decoded(CharSequence bytes) {
      return new String(
          bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }
}
