package io.hostready.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open directory. Queries about its entries refer to this directory, even if its path changes,
 * and links in an entry's name are not followed. Source: openat(2).
 */
final class OpenDirectory implements AutoCloseable {

  /** The directory itself, as one of its entries. */
  static final String ITSELF = ".";

  private static final Path OPEN_FILES = Path.of("/proc/self/fd"); // proc_pid_fd(5)

  /**
   * Java cannot read a link's target or an owner's UID relative to an open directory, so they are
   * read through the directory's descriptor number in /proc/self/fd. The number is used, and
   * directories are closed, only under this lock.
   */
  private static final Object NUMBERS = new Object();

  private final SecureDirectoryStream<Path> stream;
  private final Object identity;
  private @Nullable Path byNumber;

  /**
   * Whether a thread that timed out still uses it; closing it would block until that thread ends.
   */
  private volatile boolean isInUse;

  private OpenDirectory(SecureDirectoryStream<Path> stream) throws IOException {
    this.stream = stream;
    this.identity =
        identity(stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes());
  }

  /** Opens a directory, following links as the kernel does. */
  static OpenDirectory at(Path path) throws IOException {
    DirectoryStream<Path> opened = Files.newDirectoryStream(path);
    if (opened instanceof SecureDirectoryStream<Path> secure) {
      return new OpenDirectory(secure);
    }
    opened.close();
    throw new FileSystemException(path.toString(), null, "it cannot be held open on this system");
  }

  /**
   * Opens a subdirectory.
   *
   * @throws IOException if it does not exist, is a link or not a directory, or is replaced during
   *     the call
   */
  OpenDirectory enter(String name) throws IOException {
    // Opening a FIFO blocks until a writer opens it, and Java does not pass O_DIRECTORY. With
    // "name/", only a directory is opened; a link is followed, so the opened directory must be the
    // entry itself.
    String directory = name.equals(ITSELF) ? name : name + "/" + ITSELF;
    OpenDirectory entered =
        new OpenDirectory(stream.newDirectoryStream(Path.of(directory), LinkOption.NOFOLLOW_LINKS));
    try {
      boolean isIt =
          attributes(name).map(now -> entered.identity.equals(now.fileKey())).orElse(false);
      if (!isIt) {
        throw new FileSystemException(name, null, "it is a link, or was replaced meanwhile");
      }
      return entered;
    } catch (IOException | RuntimeException failed) {
      entered.close();
      throw failed;
    }
  }

  /** The identity of this directory as long as it exists: device and inode number. */
  Object identity() {
    return identity;
  }

  private static Object identity(BasicFileAttributes attributes) {
    return java.util.Objects.requireNonNull(attributes.fileKey());
  }

  /** Empty only if the entry does not exist: missing permission is an exception, not an absence. */
  Optional<BasicFileAttributes> attributes(String name) throws IOException {
    try {
      return Optional.of(
          stream
              .getFileAttributeView(
                  Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes());
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  /** The names in this directory, sorted. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    // A stream can be iterated only once.
    try (DirectoryStream<Path> entries =
        stream.newDirectoryStream(Path.of(ITSELF), LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (java.nio.file.DirectoryIteratorException failed) {
      throw failed.getCause();
    }
    names.sort(null);
    return names;
  }

  /** Reads a file that {@link #attributes} reported as regular; see {@link TimedRead}. */
  byte[] read(String name) throws IOException {
    try {
      return TimedRead.of(() -> content(name));
    } catch (TimedRead.EndlessReadException endless) {
      isInUse = true;
      throw endless;
    }
  }

  private byte[] content(String name) throws IOException {
    try (SeekableByteChannel channel =
            stream.newByteChannel(
                Path.of(name), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        InputStream in = Channels.newInputStream(channel)) {
      return LiveFiles.content(in, channel::size);
    }
  }

  /** The inode of an entry or of {@link #ITSELF}; empty only if the entry does not exist. */
  Optional<Inode> inode(String name) throws IOException {
    try {
      synchronized (NUMBERS) {
        return Optional.of(Inode.at(byNumber().resolve(name)));
      }
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  /**
   * Opens for reading a file that {@link #attributes} reported as regular; see {@link TimedRead}.
   */
  InputStream openToRead(String name) throws IOException {
    try {
      return TimedRead.stream(
          TimedRead.of(() -> Channels.newInputStream(open(name, Set.of(StandardOpenOption.READ)))));
    } catch (TimedRead.EndlessReadException endless) {
      isInUse = true;
      throw endless;
    }
  }

  /** Opens an entry that is not a link, or creates it. */
  SeekableByteChannel open(String name, Set<OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Set<OpenOption> all = new HashSet<>(options);
    all.add(LinkOption.NOFOLLOW_LINKS);
    return stream.newByteChannel(Path.of(name), all, attributes);
  }

  /** Sets the permissions of a file of this directory, regardless of umask(2). */
  void setPermissions(String name, Set<PosixFilePermission> wanted) throws IOException {
    PosixFileAttributeView view =
        stream.getFileAttributeView(
            Path.of(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!view.readAttributes().permissions().equals(wanted)) {
      view.setPermissions(wanted); // fchmod(2)
    }
  }

  /** Renames an entry, and replaces an existing entry of the new name. */
  void rename(String from, String to) throws IOException {
    stream.move(Path.of(from), stream, Path.of(to));
  }

  void delete(String name) throws IOException {
    stream.deleteFile(Path.of(name));
  }

  String linkTarget(String name) throws IOException {
    synchronized (NUMBERS) {
      return Files.readSymbolicLink(byNumber().resolve(name)).toString();
    }
  }

  FileStatus status(String name) throws IOException {
    synchronized (NUMBERS) {
      return LiveFiles.status(byNumber().resolve(name), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** A path of this directory that no other user can redirect. */
  private Path byNumber() throws IOException {
    Path known = byNumber;
    if (known != null && isSameDirectory(known)) {
      return known;
    }
    try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path each : open) {
        if (isSameDirectory(each)) {
          byNumber = each;
          return each;
        }
      }
    }
    throw new FileSystemException(
        OPEN_FILES.toString(), null, "it does not show an open directory");
  }

  private boolean isSameDirectory(Path number) {
    try {
      return identity.equals(Files.readAttributes(number, BasicFileAttributes.class).fileKey());
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public void close() {
    if (isInUse) {
      return;
    }
    synchronized (NUMBERS) {
      try {
        stream.close();
      } catch (IOException lost) {
        // It was only read.
      }
    }
  }
}
