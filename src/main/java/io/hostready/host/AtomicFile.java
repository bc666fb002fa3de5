package io.hostready.host;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A report, plan or capture that is written completely or not at all: the data goes to a temporary
 * file in the same directory, is flushed to the disk, and is then renamed. The directory is held
 * open. A device or pipe in /dev, and a file in a directory in which no file can be created, is
 * written in place; other FIFOs are refused. As root, this follows no symbolic link of an untrusted
 * user, and changes no mode if such a user could replace the file.
 */
public final class AtomicFile implements AutoCloseable {

  /** Who may read and write the file. */
  public enum Access {
    /** Only its owner, regardless of the old file's mode. */
    OWNER_ONLY,
    /** The old file's mode; for a new file, 0644 less umask(2). */
    AS_BEFORE
  }

  private static final Set<PosixFilePermission> SECRET =
      PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> NEW = PosixFilePermissions.fromString("rw-r--r--");

  /** Empty if the file is written in place. */
  private final Optional<TrustedPath> place;

  private final Optional<String> draft;
  private final SeekableByteChannel channel;
  private final Writer writer;
  private boolean committed;

  private AtomicFile(
      Optional<TrustedPath> place, Optional<String> draft, SeekableByteChannel channel) {
    this.place = place;
    this.draft = draft;
    this.channel = channel;
    this.writer =
        new BufferedWriter(
            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8));
  }

  /**
   * Refuses an untrusted path that {@link #replace} would refuse, and a FIFO. Creates and opens
   * nothing.
   *
   * @param trust whom root trusts; empty for an ordinary user, whom the kernel's permissions
   *     restrict
   * @throws NotRegularException for a FIFO
   */
  public static void check(Path named, Access access, Optional<RootTrust> trust)
      throws UntrustedException, NotRegularException {
    if (isKernels(named)) {
      return;
    }
    refuseFifo(named);
    if (trust.isEmpty()) {
      return;
    }
    try (TrustedPath place = open(named, access, trust)) {
      requireTrustedSpecialFile(place);
    } catch (UntrustedException refused) {
      throw refused;
    } catch (IOException other) {
      // Writing reports the error.
    }
  }

  /** Opening a FIFO for writing blocks until another program opens it for reading. */
  private static void refuseFifo(Path named) throws NotRegularException {
    try {
      if (LiveFiles.status(named).type() == FileStatus.Type.FIFO) {
        throw new NotRegularException(
            "it is a FIFO (named pipe), which waits until a program reads it: use a regular"
                + " file, a name that does not exist yet, or /dev/stdout");
      }
    } catch (NotRegularException fifo) {
      throw fifo;
    } catch (IOException other) {
      // Writing reports the error.
    }
  }

  /** Starts a file that replaces the old one, if any. */
  public static AtomicFile replace(Path named, Access access, Optional<RootTrust> trust)
      throws IOException {
    if (isKernels(named)) {
      return byName(named, StandardOpenOption.APPEND);
    }
    refuseFifo(named);
    Path directory = directory(named, access);
    boolean canMakeNames = Files.isWritable(directory) && Files.isReadable(directory);
    if (trust.isEmpty() && !canMakeNames) {
      return byName(named, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }
    TrustedPath place = open(named, access, trust);
    try {
      requireTrustedSpecialFile(place);
      boolean isFile = place.end().map(AtomicFile::isReplaceable).orElse(true);
      if (isFile && canMakeNames) {
        return draft(place, access, trust);
      }
      if (isFile) {
        place.requireTrustedEnd();
        return inPlace(place, StandardOpenOption.TRUNCATE_EXISTING);
      }
      return inPlace(place);
    } catch (IOException | RuntimeException failed) {
      place.close();
      throw failed;
    }
  }

  /** Appends to a file in place; creates it if it does not exist. */
  public static AtomicFile append(Path named, Optional<RootTrust> trust) throws IOException {
    if (isKernels(named)) {
      return byName(named, StandardOpenOption.APPEND);
    }
    refuseFifo(named);
    if (trust.isEmpty()) {
      return byName(named, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    TrustedPath place = open(named, Access.AS_BEFORE, trust);
    try {
      requireTrustedSpecialFile(place);
      place.requireOneName();
      AtomicFile file = inPlace(place, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      place.requireOneName();
      return file;
    } catch (IOException | RuntimeException failed) {
      place.close();
      throw failed;
    }
  }

  private static TrustedPath open(Path named, Access access, Optional<RootTrust> trust)
      throws IOException {
    TrustedPath.Use use =
        access == Access.OWNER_ONLY ? TrustedPath.Use.SECRET_REPORT : TrustedPath.Use.REPORT;
    return trust.isPresent()
        ? TrustedPath.open(Path.of("/"), named.toAbsolutePath().toString(), trust.get(), use)
        : TrustedPath.ofOrdinaryUser(named, use);
  }

  /** A pipe or device of an untrusted user could block root or have side effects. */
  private static void requireTrustedSpecialFile(TrustedPath place) throws IOException {
    if (place.end().isPresent() && !isReplaceable(place.end().get())) {
      place.requireTrustedEnd();
    }
  }

  /** A link in the last component is kept only if it is to be replaced. */
  private static boolean isReplaceable(Inode end) {
    return end.isRegularFile() || end.isLink();
  }

  /** Such as /dev/stderr, which can be a link to a file that other programs also write. */
  private static boolean isKernels(Path named) {
    Path path = named.toAbsolutePath().normalize();
    return path.startsWith("/proc")
        || path.startsWith("/dev")
            && !path.startsWith("/dev/shm")
            && !path.startsWith("/dev/mqueue");
  }

  private static Path directory(Path named, Access access) throws IOException {
    Path file = access == Access.AS_BEFORE && Files.exists(named) ? named.toRealPath() : named;
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new NoSuchFileException(named.toString());
    }
    return directory;
  }

  private static AtomicFile byName(Path named, StandardOpenOption... more) throws IOException {
    return new AtomicFile(
        Optional.empty(),
        Optional.empty(),
        FileChannel.open(named, writing(more), PosixFilePermissions.asFileAttribute(NEW)));
  }

  private static AtomicFile inPlace(TrustedPath place, StandardOpenOption... more)
      throws IOException {
    return new AtomicFile(
        Optional.of(place),
        Optional.empty(),
        place
            .directory()
            .open(place.name(), writing(more), PosixFilePermissions.asFileAttribute(NEW)));
  }

  private static Set<OpenOption> writing(StandardOpenOption... more) {
    Set<OpenOption> options = new HashSet<>(Set.of(more));
    options.add(StandardOpenOption.WRITE);
    return options;
  }

  private static AtomicFile draft(TrustedPath place, Access access, Optional<RootTrust> trust)
      throws IOException {
    Optional<Set<PosixFilePermission>> wanted =
        access == Access.OWNER_ONLY
            ? Optional.of(SECRET)
            : place
                .end()
                .filter(Inode::isRegularFile)
                .filter(old -> trust.map(users -> users.owns(old)).orElse(true))
                .map(Inode::permissions);
    String draft = "." + place.name() + "." + Long.toHexString(System.nanoTime());
    AtomicFile file =
        new AtomicFile(
            Optional.of(place),
            Optional.of(draft),
            place
                .directory()
                .open(
                    draft,
                    writing(StandardOpenOption.CREATE_NEW),
                    PosixFilePermissions.asFileAttribute(wanted.orElse(NEW))));
    try {
      if (wanted.isPresent() && place.isStrong()) {
        place
            .directory()
            .setPermissions(draft, wanted.get()); // umask(2) can have removed some bits
      }
      return file;
    } catch (IOException | RuntimeException failed) {
      file.close();
      throw failed;
    }
  }

  /** Writes a whole file at once. */
  public static void write(Path named, byte[] content, Access access, Optional<RootTrust> trust)
      throws IOException {
    try (AtomicFile file = replace(named, access, trust)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        file.channel.write(left);
      }
      file.commit();
    }
  }

  /** The stream for the text; UTF-8, buffered. */
  public Writer writer() {
    return writer;
  }

  /** Flushes the file to the disk and renames it. */
  public void commit() throws IOException {
    writer.flush();
    if (draft.isPresent() && channel instanceof FileChannel onDisk) {
      onDisk.force(true);
    }
    channel.close();
    if (draft.isPresent()) {
      TrustedPath at = place.orElseThrow();
      at.directory().rename(draft.get(), at.name());
    }
    committed = true;
  }

  /** Leaves the old file unchanged, unless the new one was committed. */
  @Override
  public void close() {
    try (TrustedPath at = place.orElse(null)) {
      channel.close();
      if (at != null && draft.isPresent() && !committed) {
        at.directory().delete(draft.get());
      }
    } catch (IOException left) {
      // The first failure is reported; a temporary file may remain.
    }
  }
}
