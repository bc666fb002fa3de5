package io.hostready.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A process with its descendants, and with the members of its session and their descendants, so
 * that a process is found whose parent has ended. A process that started a new session and has lost
 * its parent is not found. Source: proc_pid_stat(5), setsid(2).
 */
final class ProcessTree {

  private static final Path PROC = Path.of("/proc");

  /** The interval between two checks for processes that are ending. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** Killed processes end immediately, unless they wait for a device. */
  private static final int MOST_LOOKS = 50;

  private final Process program;

  ProcessTree(Process program) {
    this.program = program;
  }

  /** SIGTERM to the program only. */
  void terminateProgram() {
    program.destroy();
  }

  /** SIGTERM to all. */
  void terminateAll() {
    liveProcesses().forEach(ProcessHandle::destroy);
  }

  /** Waits until all have ended, or kills those that have not. */
  void killAfter(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!liveProcesses().isEmpty()) {
      if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        kill();
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** SIGKILL to all, repeated until no process remains that was started in the meantime. */
  void kill() {
    // The list first: a process that has lost its parent is no longer a descendant.
    List<ProcessHandle> found = liveProcesses();
    if (found.isEmpty()) {
      program.destroyForcibly(); // /proc does not exist
    }
    for (int looks = 0; looks < MOST_LOOKS && !found.isEmpty(); looks++) {
      found.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(PAUSE.toNanos());
      found = liveProcesses();
    }
  }

  /** All processes that have not ended. */
  private List<ProcessHandle> liveProcesses() {
    long root = program.pid();
    boolean hasEnded = !program.isAlive(); // before the list: the program may end in the meantime
    List<Entry> entries = entries();
    if (hasEnded && entries.stream().anyMatch(each -> each.pid() == root)) {
      return List.of(); // the PID now belongs to another process, and was not a session ID in use
    }
    Set<Long> members = new HashSet<>(Set.of(root));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Entry each : entries) {
        if (each.session() == root || members.contains(each.parent())) {
          grows |= members.add(each.pid());
        }
      }
    }
    return entries.stream()
        .filter(each -> members.contains(each.pid()))
        .flatMap(each -> ProcessHandle.of(each.pid()).stream())
        .toList();
  }

  /** A process that is not a zombie. */
  private record Entry(long pid, long parent, long session) {}

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      processes.forEach(each -> entry(each).ifPresent(entries::add));
    } catch (IOException | DirectoryIteratorException noProc) {
      return List.of();
    }
    return entries;
  }

  private static Optional<Entry> entry(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name in parentheses can contain any character.
      String[] fields = stat.replaceFirst("(?s).*\\) ", "").split(" ");
      return fields.length < 4 || fields[0].equals("Z") || fields[0].equals("X")
          ? Optional.empty()
          : Optional.of(
              new Entry(
                  Long.parseLong(process.getFileName().toString()),
                  Long.parseLong(fields[1]),
                  Long.parseLong(fields[3])));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
