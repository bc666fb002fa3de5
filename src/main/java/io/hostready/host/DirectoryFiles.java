package io.hostready.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
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
public class DirectoryFiles implements HostFiles {

  private static final String ATTRIBUTES = "unix:mode,uid,gid,size";

  private static final int SMALL_FILE = 4096;

  private static final int TYPE_MASK = 0170000; // inode(7), S_IFMT

  /** Turns the host's path into this machine's; the live host's are its own. */
  protected Path locate(String path, boolean follow) throws IOException {
    return Path.of(path);
  }

  /** The same for java.io, which needs no {@link Path} for it; links are followed. */
  protected File file(String path) throws IOException {
    return new File(path);
  }

  @Override
  public final FileContent read(String path) {
    try {
      File file = file(path);
      // Opening a FIFO or a device can hang or act; /proc and /sys have regular files only.
      if (!file.isFile()) {
        // Throws where there is nothing.
        FileStatus.Type type = typeOf(mode(locate(path, true), true));
        if (type != FileStatus.Type.FILE) {
          return new FileContent.Unreadable("it is a " + type.word() + ", not a regular file");
        }
      }
      // A check reads hundreds of small files: java.io costs a third of what channels do.
      try (FileInputStream in = new FileInputStream(file)) {
        return content(in, file);
      } catch (FileNotFoundException refused) {
        try (InputStream in = Files.newInputStream(locate(path, true))) { // says why
          return new FileContent.Bytes(in.readAllBytes());
        }
      }
    } catch (NoSuchFileException | NotDirectoryException missing) {
      return new FileContent.Missing();
    } catch (IOException | InvalidPathException failed) {
      return isMissing(failed)
          ? new FileContent.Missing()
          : new FileContent.Unreadable(reason(failed));
    }
  }

  /**
   * Reads to the end: files of /proc say that they are empty. A long file is read into an array of
   * its length, once: dpkg's list is a large part of all that a check keeps in memory.
   */
  private static FileContent content(FileInputStream in, File file) throws IOException {
    byte[] content = new byte[SMALL_FILE];
    int length = 0;
    while (true) {
      int read = in.read(content, length, content.length - length);
      if (read < 0) {
        return new FileContent.Bytes(Arrays.copyOf(content, length));
      }
      length += read;
      if (length > MAX_BYTES) {
        return new FileContent.Unreadable("it is larger than " + (MAX_BYTES >> 20) + " MiB");
      }
      if (length == content.length) {
        int next = in.read();
        if (next < 0) {
          return new FileContent.Bytes(content);
        }
        long size = file.length() > length ? file.length() : 2L * length;
        content = Arrays.copyOf(content, (int) Math.min(size, MAX_BYTES + 1));
        content[length++] = (byte) next;
      }
    }
  }

  @Override
  public final Listing list(String path) {
    try {
      String[] names = file(path).list();
      if (names == null) {
        return listSayingWhy(locate(path, true));
      }
      Arrays.sort(names);
      return new Listing.Names(List.of(names));
    } catch (NoSuchFileException | NotDirectoryException missing) {
      return new Listing.Missing();
    } catch (java.io.UncheckedIOException failed) {
      return new Listing.Unreadable(reason(failed.getCause()));
    } catch (IOException | InvalidPathException failed) {
      return isMissing(failed) ? new Listing.Missing() : new Listing.Unreadable(reason(failed));
    }
  }

  /** java.io lists quicker, and does not say why it could not. */
  private static Listing listSayingWhy(Path located) throws IOException {
    try (Stream<Path> entries = Files.list(located)) {
      return new Listing.Names(
          entries.map(entry -> entry.getFileName().toString()).sorted().toList());
    }
  }

  @Override
  public final boolean has(String path) {
    try {
      return file(path).exists();
    } catch (IOException | InvalidPathException nowhere) {
      return false;
    }
  }

  @Override
  public final FileStatus status(String path, boolean follow) {
    try {
      Path file = locate(path, follow);
      Map<String, Object> read = Files.readAttributes(file, ATTRIBUTES, options(follow));
      int mode = (Integer) read.get("mode");
      FileStatus.Type type = typeOf(mode);
      Optional<String> target =
          type == FileStatus.Type.LINK
              ? Optional.of(Files.readSymbolicLink(file).toString())
              : Optional.empty();
      return new FileStatus.Present(
          type,
          mode & 07777,
          String.valueOf(read.get("uid")),
          String.valueOf(read.get("gid")),
          (Long) read.get("size"),
          target);
    } catch (NoSuchFileException | NotDirectoryException missing) {
      return new FileStatus.Missing();
    } catch (IOException | InvalidPathException failed) {
      return isMissing(failed)
          ? new FileStatus.Missing()
          : new FileStatus.Unreadable(reason(failed));
    }
  }

  private static LinkOption[] options(boolean follow) {
    return follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
  }

  private static int mode(Path file, boolean follow) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode", options(follow));
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

  /** ENOTDIR and ENAMETOOLONG reach Java as plain FileSystemExceptions: nothing can be there. */
  static boolean isMissing(Exception failed) {
    return failed instanceof FileSystemException system
        && ("Not a directory".equals(system.getReason())
            || "File name too long".equals(system.getReason()));
  }

  static String reason(Exception failed) {
    return switch (failed) {
      case AccessDeniedException _ -> "Permission denied";
      case FileSystemException system when system.getReason() != null ->
          // Java adds "or unable to access attributes of symbolic link" to what the kernel says.
          system.getReason().replaceFirst("^(Too many levels of symbolic links).*", "$1");
      default -> String.valueOf(failed.getMessage());
    };
  }
}
