package io.hostready.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Writes files as dpkg does: write a temporary file in the same directory, complete with owner,
 * mode and attributes; flush it to the disk; rename it; flush the directory. Another process sees
 * the old file or the new one, also after a crash. A path is refused if a user other than root
 * could redirect it; see {@link TrustedPath}.
 */
public final class DurableFiles {

  private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

  private static final int SECRET = 0700;

  private final Path root;
  private final CrashPoints checkpoints;

  public DurableFiles(Path root, CrashPoints checkpoints) {
    this.root = root;
    this.checkpoints = checkpoints;
  }

  /** This machine's files. */
  public static DurableFiles live() {
    return new DurableFiles(Path.of("/"), CrashPoints.NONE);
  }

  /** The crash points that this reaches while it writes. */
  public CrashPoints checkpoints() {
    return checkpoints;
  }

  /**
   * Resolves a path. Only root and the user of this process can write in its parent directories, so
   * that no other user can redirect it between this call and its use. A link in the last component
   * is not followed.
   */
  private Path locate(String path) throws WriteFailedException {
    if (!path.startsWith("/") || Arrays.asList(path.split("/")).contains("..")) {
      throw new IllegalArgumentException("'" + path + "' is not absolute and plain");
    }
    try (TrustedPath way =
        TrustedPath.open(root, path, RootTrust.rootAndSelf(), TrustedPath.Use.CHANGE)) {
      return way.located();
    } catch (UntrustedException redirected) {
      throw new WriteFailedException("cannot use " + path + ": " + redirected.getMessage() + ".");
    } catch (NoSuchFileException missing) {
      throw new WriteFailedException(path + ": directory " + missing.getFile() + " is missing.");
    } catch (NotDirectoryException file) {
      throw new WriteFailedException(
          "cannot write " + path + ": " + file.getFile() + " is not a directory.");
    } catch (IOException failed) {
      throw WriteFailure.of("access", path, failed);
    }
  }

  /** A snapshot of the file at a path. */
  public FileSnapshot snapshot(String path) throws WriteFailedException {
    Path file = locate(path);
    try {
      Map<String, Object> seen = Files.readAttributes(file, "unix:mode,uid,gid", NOFOLLOW);
      int mode = (Integer) seen.get("mode");
      FileSnapshot.Access access =
          new FileSnapshot.Access(
              mode & 07777, (Integer) seen.get("uid"), (Integer) seen.get("gid"));
      return switch (mode & 0170000) { // inode(7), S_IFMT
        case 0100000 -> regular(file, access);
        case 0040000 -> new FileSnapshot.Directory(access);
        case 0120000 -> new FileSnapshot.Other("a link to " + Files.readSymbolicLink(file));
        default -> new FileSnapshot.Other("no regular file");
      };
    } catch (NoSuchFileException missing) {
      return new FileSnapshot.Missing();
    } catch (IOException failed) {
      throw WriteFailure.of("access", path, failed);
    }
  }

  private static FileSnapshot regular(Path file, FileSnapshot.Access access) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, NOFOLLOW)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // to the end
      }
      return new FileSnapshot.Regular(
          Bytes.of(bytes.array()),
          access,
          ExtendedAttributes.read(file),
          Files.getLastModifiedTime(file, NOFOLLOW).toInstant());
    }
  }

  /**
   * Owner and mode of a new file: those of the user who runs this, which is root on a live host.
   */
  public FileSnapshot.Access newAccess(int mode) throws WriteFailedException {
    try {
      Map<String, Object> self = Files.readAttributes(Path.of("/proc/self"), "unix:uid,gid");
      return new FileSnapshot.Access(mode, (Integer) self.get("uid"), (Integer) self.get("gid"));
    } catch (IOException failed) {
      throw WriteFailure.of("access", "/proc/self", failed);
    }
  }

  /** The temporary name next to a path, under which the file is written before the rename. */
  public static String temporary(String path) {
    int slash = path.lastIndexOf('/');
    return path.substring(0, slash + 1) + "." + path.substring(slash + 1) + ".hostready-new";
  }

  /**
   * Writes a file at a path and replaces the existing file, if any. The modification time is set
   * only if requested. If this fails, nothing has changed.
   */
  public void write(String path, FileSnapshot.Regular wanted, boolean keepTime)
      throws WriteFailedException {
    Path file = locate(path);
    if (Files.exists(file, NOFOLLOW) && !Files.isRegularFile(file, NOFOLLOW)) {
      throw new WriteFailedException(path + " is not a regular file. Move it away and run again.");
    }
    Path temporary = locate(temporary(path));
    try {
      Files.deleteIfExists(temporary); // of a run that was killed; the lock excludes others
      try {
        fill(temporary, wanted, keepTime);
        checkpoints.reached("temporary file of " + path + " is on the disk");
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException failed) {
        Files.deleteIfExists(temporary);
        throw failed;
      }
      checkpoints.reached(path + " is renamed");
      sync(file.getParent());
    } catch (IOException failed) {
      throw WriteFailure.of("write", path, failed);
    }
  }

  private void fill(Path temporary, FileSnapshot.Regular wanted, boolean keepTime)
      throws IOException {
    Set<OpenOption> create =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW);
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            create,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      checkpoints.reached("temporary file " + temporary.getFileName() + " is made");
      ByteBuffer bytes = ByteBuffer.wrap(wanted.content().bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      // chown(2) clears set-user-ID bits, and an ACL sets the mode's group bits: set the mode last.
      own(temporary, wanted.access());
      ExtendedAttributes.write(temporary, wanted.attributes());
      Files.setAttribute(temporary, "unix:mode", wanted.access().mode(), NOFOLLOW);
      if (keepTime) {
        Files.setLastModifiedTime(temporary, FileTime.from(wanted.modified()));
      }
      channel.force(true);
    }
  }

  private static void own(Path file, FileSnapshot.Access access) throws IOException {
    Map<String, Object> now = Files.readAttributes(file, "unix:uid,gid", NOFOLLOW);
    if (!now.get("uid").equals(access.uid())) {
      Files.setAttribute(file, "unix:uid", access.uid(), NOFOLLOW);
    }
    if (!now.get("gid").equals(access.gid())) {
      Files.setAttribute(file, "unix:gid", access.gid(), NOFOLLOW);
    }
  }

  /**
   * Removes the temporary files that an interrupted write or creation of a directory left next to a
   * path.
   */
  public void removeTemporary(String path) throws WriteFailedException {
    String temporary = temporary(path);
    try {
      Path left = locate(temporary);
      if (Files.deleteIfExists(left)) {
        sync(left.getParent());
      }
    } catch (IOException failed) {
      throw WriteFailure.of("remove", temporary, failed);
    }
  }

  /** Removes a file; does not fail if it does not exist. Directories are refused. */
  public void remove(String path) throws WriteFailedException {
    Path file = locate(path);
    if (Files.isDirectory(file, NOFOLLOW)) {
      throw new WriteFailedException(path + " is a directory, not a file.");
    }
    try {
      if (Files.deleteIfExists(file)) {
        checkpoints.reached(path + " is removed");
        sync(file.getParent());
      }
    } catch (IOException failed) {
      throw WriteFailure.of("remove", path, failed);
    }
  }

  /**
   * Creates a directory with its owner and mode in one step. Its parent must exist; fails if the
   * directory exists.
   */
  public void makeDirectory(String path, FileSnapshot.Access access) throws WriteFailedException {
    Path directory = locate(path);
    Path temporary = locate(temporary(path));
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    try {
      if (Files.exists(directory, NOFOLLOW)) {
        throw new WriteFailedException(path + " already exists.");
      }
      if (access.equals(newAccess(SECRET))) {
        Files.createDirectory(directory, ownerOnly); // the exact mode, regardless of umask(2)
        sync(directory.getParent());
        return;
      }
      Files.deleteIfExists(temporary);
      Files.createDirectory(temporary, ownerOnly);
      checkpoints.reached("temporary directory of " + path + " is made");
      own(temporary, access);
      Files.setAttribute(temporary, "unix:mode", access.mode(), NOFOLLOW);
      sync(temporary);
      Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
      checkpoints.reached("directory " + path + " is made");
      sync(directory.getParent());
    } catch (IOException failed) {
      throw WriteFailure.of("make", path, failed);
    }
  }

  /** Removes a directory if it is empty; false if it is not. */
  public boolean removeDirectory(String path) throws WriteFailedException {
    Path directory = locate(path);
    try {
      Files.deleteIfExists(directory);
      checkpoints.reached("directory " + path + " is removed");
      sync(directory.getParent());
      return true;
    } catch (DirectoryNotEmptyException inUse) {
      return false;
    } catch (IOException failed) {
      throw WriteFailure.of("remove", path, failed);
    }
  }

  /** Sets owner and mode of an existing directory. */
  public void changeAccess(String path, FileSnapshot.Access access) throws WriteFailedException {
    Path directory = locate(path);
    try {
      own(directory, access);
      Files.setAttribute(directory, "unix:mode", access.mode(), NOFOLLOW);
      checkpoints.reached("access of " + path + " is changed");
      sync(directory);
    } catch (IOException failed) {
      throw WriteFailure.of("change the owner of", path, failed);
    }
  }

  /** Opens a file for appending lines; each line is flushed to the disk. */
  public DurableLines lines(String path) throws WriteFailedException {
    return DurableLines.open(locate(path), path, checkpoints);
  }

  /** The free space below a directory, in bytes. */
  public long room(String directory) throws WriteFailedException {
    try {
      return Files.getFileStore(locate(directory)).getUsableSpace();
    } catch (IOException failed) {
      throw WriteFailure.of("access", directory, failed);
    }
  }

  /**
   * The name of a path on this machine, with its parents checked; for programs that take a file.
   */
  public String located(String path) throws WriteFailedException {
    return locate(path).toString();
  }

  /** Flushes a directory's entries to the disk. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** A file without an old version: its modification time is now. */
  public static FileSnapshot.Regular file(
      Bytes content, FileSnapshot.Access access, Map<String, Bytes> attributes) {
    return new FileSnapshot.Regular(content, access, attributes, Instant.EPOCH);
  }
}
