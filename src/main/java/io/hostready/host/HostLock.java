package io.hostready.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The exclusive lock for changes of this host, held by one process at a time. The kernel releases
 * it when the process ends, even by a signal, so it is never stale. Source: fcntl(2), record locks.
 */
public final class HostLock implements AutoCloseable {

  private static final long TICK_MILLIS = 200;

  private final FileChannel channel;

  private HostLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Acquires the lock, waiting up to a limit.
   *
   * @param waiting called once with the holder, unless the lock is free at the first attempt
   * @return empty if another process still held it at the end
   */
  public static Optional<HostLock> take(
      DurableFiles files, String path, Duration limit, Consumer<String> waiting)
      throws WriteFailedException {
    try {
      FileChannel channel =
          FileChannel.open(
              Path.of(files.located(path)),
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        if (await(channel, limit, waiting)) {
          sign(channel);
          return Optional.of(new HostLock(channel));
        }
      } catch (IOException | RuntimeException failed) {
        channel.close();
        throw failed;
      }
      channel.close();
      return Optional.empty();
    } catch (IOException failed) {
      throw WriteFailure.of("lock", path, failed);
    }
  }

  private static boolean await(FileChannel channel, Duration limit, Consumer<String> waiting)
      throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean told = false;
    while (true) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return true;
        }
      } catch (OverlappingFileLockException ownProcess) {
        // another thread of this process holds it
      }
      if (!told) {
        waiting.accept(holder(channel));
        told = true;
      }
      if (System.nanoTime() >= deadline) {
        return false;
      }
      try {
        Thread.sleep(TICK_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(64);
    int length = channel.read(text, 0);
    String said = new String(text.array(), 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
    return said.matches("\\d{1,10}") ? "process " + said : "another process";
  }

  private static void sign(FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)),
        0);
  }

  /** Releases the lock. */
  @Override
  public void close() throws WriteFailedException {
    try {
      channel.close();
    } catch (IOException failed) {
      throw WriteFailure.of("unlock", "the host's lock", failed);
    }
  }
}
