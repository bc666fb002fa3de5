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
 * A process and those that came of it: its descendants, and the members of its session with theirs,
 * so that also a process is found whose parent has ended. One that was given a session of its own
 * and has lost its parent is not. Source: proc_pid_stat(5), setsid(2).
 */
final class ProcessTree {

  private static final Path PROC = Path.of("/proc");

  /** Between two looks at processes that are ending. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** Processes that were killed end at once, unless they wait for a device. */
  private static final int MOST_LOOKS = 50;

  private final Process program;

  ProcessTree(Process program) {
    this.program = program;
  }

  /** SIGTERM to the program alone. */
  void terminateProgram() {
    program.destroy();
  }

  /** SIGTERM to all. */
  void terminateAll() {
    living().forEach(ProcessHandle::destroy);
  }

  /** Waits until all have ended, or kills those that have not. */
  void killAfter(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!living().isEmpty()) {
      if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        kill();
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** SIGKILL to all, until none is left that had been started meanwhile. */
  void kill() {
    // The list first: what has lost its parent is nobody's descendant any more.
    List<ProcessHandle> found = living();
    if (found.isEmpty()) {
      program.destroyForcibly(); // there is no /proc
    }
    for (int looks = 0; looks < MOST_LOOKS && !found.isEmpty(); looks++) {
      found.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(PAUSE.toNanos());
      found = living();
    }
  }

  /** All that have not ended. */
  private List<ProcessHandle> living() {
    long root = program.pid();
    boolean hasEnded = !program.isAlive(); // before the list: the program may end meanwhile
    List<Entry> entries = entries();
    if (hasEnded && entries.stream().anyMatch(each -> each.pid() == root)) {
      return List.of(); // the number is another process's now, and was in no use as a session's
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

  /** A process that is no zombie. */
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
      // The name before may have any character in it.
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
