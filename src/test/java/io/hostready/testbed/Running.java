package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A command that was started in a box and may still run. */
public final class Running {

  private final List<String> argv;
  private final Process way;
  private final Path directory;
  private final Duration limit;
  private final long started = System.nanoTime();

  Running(List<String> argv, Process way, Path directory, Duration limit) {
    this.argv = List.copyOf(argv);
    this.way = way;
    this.directory = directory;
    this.limit = limit;
  }

  public boolean isAlive() {
    return way.isAlive();
  }

  /** What it wrote to standard output up to now. */
  public String outSoFar() {
    return read("out");
  }

  /** What it wrote to standard error up to now. */
  public String errSoFar() {
    return read("err");
  }

  /** Ends the command with SIGKILL. What it started goes on, as it would on a host. */
  public ProgramRun kill() {
    program().ifPresent(ProcessHandle::destroyForcibly);
    return await();
  }

  /** The PID of the command itself, as seen from outside the box; empty once it has ended. */
  public Optional<ProcessHandle> program() {
    // nsenter(1) forks, because a process never changes its own PID namespace: the command is its
    // only child. Until it has forked there is none.
    while (way.isAlive()) {
      Optional<ProcessHandle> child = way.toHandle().children().findFirst();
      if (child.isPresent()) {
        return child;
      }
      Thread.onSpinWait();
    }
    return Optional.empty();
  }

  /** Waits until it ends. Past its time limit it is killed, and this throws. */
  public ProgramRun await() {
    try {
      if (!way.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        program().ifPresent(ProcessHandle::destroyForcibly);
        way.waitFor();
        throw new AssertionError("no end after %s:\n%s".formatted(limit, ran()));
      }
      return ran();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + argv, e);
    }
  }

  private ProgramRun ran() {
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new ProgramRun(argv, way.exitValue(), outSoFar(), errSoFar(), took);
  }

  private String read(String name) {
    try {
      return new String(Files.readAllBytes(directory.resolve(name)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
