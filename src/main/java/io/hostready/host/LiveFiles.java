package io.hostready.host;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads this machine's own files, following links as the kernel does. */
public final class LiveFiles implements HostFiles {

  private static final String ATTRIBUTES = "unix:mode,uid,gid,size";

  private static final int SMALL_FILE = 4096;

  /**
   * Directories in which only root creates files, on every host: no other user can replace a file
   * there by a FIFO.
   */
  private static final List<String> ROOTS =
      List.of("/proc/", "/sys/", "/etc/", "/usr/", "/lib", "/boot/", "/var/lib/", "/bin", "/sbin");

  private static final int TYPE_MASK = 0170000; // inode(7), S_IFMT

  /** The current size of a file, in bytes. */
  interface Size {
    long now() throws IOException;
  }

  /** A query about a file. */
  interface Question<T> {
    T ask() throws IOException;
  }

  /**
   * The answer to a query about a path; an exception becomes the reason why it is absent or
   * unreadable.
   */
  static <T> Reading<T> reading(String path, Question<T> question) {
    try {
      return new Present<>(question.ask(), path);
    } catch (IOException | InvalidPathException failed) {
      return isMissing(failed) ? new Absent<>(path) : new Unreadable<>(path, reason(failed));
    }
  }

  @Override
  public Reading<byte[]> read(String path) {
    return reading(
        path,
        () -> {
          File file = new File(path);
          // Opening a FIFO or a device can block or have side effects; /proc and /sys have only
          // regular files.
          if (!file.isFile()) {
            // Throws if the path does not exist.
            requireFile(typeOf((Integer) Files.getAttribute(Path.of(path), "unix:mode")));
          }
          return ROOTS.stream().anyMatch(path::startsWith)
              ? content(file)
              : TimedRead.of(() -> content(file));
        });
  }

  /** Refuses to read a file that is not regular. */
  static void requireFile(FileStatus.Type type) throws IOException {
    if (type != FileStatus.Type.FILE) {
      throw because("it is a " + type.id() + ", not a regular file");
    }
  }

  private static IOException because(String why) {
    return new FileSystemException(null, null, why);
  }

  /** A check reads hundreds of small files: java.io takes a third of the time of channels. */
  private static byte[] content(File file) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return content(in, file::length);
    } catch (FileNotFoundException refused) {
      try (InputStream in = Files.newInputStream(file.toPath())) { // has the reason
        return in.readAllBytes();
      }
    }
  }

  /**
   * Reads to the end: stat(2) reports size 0 for files in /proc. A long file is read into one array
   * of its size: dpkg's status file is a large part of the memory that a check uses.
   */
  static byte[] content(InputStream in, Size size) throws IOException {
    byte[] content = new byte[SMALL_FILE];
    int length = 0;
    while (true) {
      int read = in.read(content, length, content.length - length);
      if (read < 0) {
        return Arrays.copyOf(content, length);
      }
      length += read;
      if (length > MAX_BYTES) {
        throw because("it is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      if (length == content.length) {
        int more = in.read();
        if (more < 0) {
          return content;
        }
        long whole = size.now();
        long next = whole > length ? whole : 2L * length;
        content = Arrays.copyOf(content, (int) Math.min(next, MAX_BYTES + 1));
        content[length++] = (byte) more;
      }
    }
  }

  @Override
  public Reading<List<String>> list(String path) {
    return reading(
        path,
        () -> {
          try (Stream<Path> entries = Files.list(Path.of(path))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
          } catch (UncheckedIOException failed) {
            throw failed.getCause();
          }
        });
  }

  @Override
  public boolean has(String path) {
    return new File(path).exists();
  }

  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    return reading(
        path,
        () -> follow ? status(Path.of(path)) : status(Path.of(path), LinkOption.NOFOLLOW_LINKS));
  }

  static FileStatus status(Path file, LinkOption... options) throws IOException {
    Map<String, Object> read = Files.readAttributes(file, ATTRIBUTES, options);
    int mode = (Integer) read.get("mode");
    FileStatus.Type type = typeOf(mode);
    Optional<String> target =
        type == FileStatus.Type.LINK
            ? Optional.of(Files.readSymbolicLink(file).toString())
            : Optional.empty();
    return new FileStatus(
        type,
        mode & 07777,
        String.valueOf(read.get("uid")),
        String.valueOf(read.get("gid")),
        (Long) read.get("size"),
        target);
  }

  static FileStatus.Type typeOf(int mode) {
    return switch (mode & TYPE_MASK) { // inode(7)
      case 0140000 -> FileStatus.Type.SOCKET;
      case 0120000 -> FileStatus.Type.LINK;
      case 0100000 -> FileStatus.Type.FILE;
      case 0060000, 0020000 -> FileStatus.Type.DEVICE;
      case 0040000 -> FileStatus.Type.DIRECTORY;
      default -> FileStatus.Type.FIFO;
    };
  }

  /** ENOTDIR and ENAMETOOLONG reach Java as plain FileSystemExceptions: the path cannot exist. */
  static boolean isMissing(Exception failed) {
    return failed instanceof NoSuchFileException
        || failed instanceof NotDirectoryException
        || failed instanceof FileSystemException system
            && ("Not a directory".equals(system.getReason())
                || "File name too long".equals(system.getReason()));
  }

  static String reason(Exception failed) {
    return switch (failed) {
      case AccessDeniedException _ -> "Permission denied";
      case FileSystemException system when system.getReason() != null ->
          // Java appends "or unable to access attributes of symbolic link" to the kernel's message.
          system.getReason().replaceFirst("^(Too many levels of symbolic links).*", "$1");
      default -> String.valueOf(failed.getMessage());
    };
  }
}
