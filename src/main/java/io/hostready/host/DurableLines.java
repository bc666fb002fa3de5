package io.hostready.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A text file to which lines are only appended. An added line is flushed to the disk. A line that a
 * crash cut off has no line end, and is removed when the file is opened again.
 */
public final class DurableLines implements AutoCloseable {

  private final FileChannel channel;
  private final String path;
  private final CrashPoints checkpoints;

  private DurableLines(FileChannel channel, String path, CrashPoints checkpoints) {
    this.channel = channel;
    this.path = path;
    this.checkpoints = checkpoints;
  }

  static DurableLines open(Path file, String path, CrashPoints checkpoints)
      throws WriteFailedException {
    try {
      boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  isNew ? StandardOpenOption.CREATE_NEW : StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      if (isNew) {
        DurableFiles.sync(file.getParent());
      } else {
        cutTornLine(channel);
      }
      return new DurableLines(channel, path, checkpoints);
    } catch (IOException failed) {
      throw WriteFailure.of("write", path, failed);
    }
  }

  private static void cutTornLine(FileChannel channel) throws IOException {
    long end = channel.size();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (end > 0) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        break;
      }
      end--;
    }
    channel.truncate(end);
    channel.position(end);
  }

  /** Adds a line and flushes it to the disk. If this fails, the file is unchanged. */
  public void add(String line) throws WriteFailedException {
    if (line.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line with a line end in it");
    }
    try {
      long before = channel.position();
      try {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        checkpoints.reached("line of " + path + " is written");
        channel.force(true);
      } catch (IOException failed) {
        channel.truncate(before);
        channel.position(before);
        throw failed;
      }
    } catch (IOException failed) {
      throw WriteFailure.of("write", path, failed);
    }
  }

  @Override
  public void close() throws WriteFailedException {
    try {
      channel.close();
    } catch (IOException failed) {
      throw WriteFailure.of("write", path, failed);
    }
  }
}
