package io.hostready.host;

import java.util.Locale;
import java.util.Optional;

/**
 * The result of stat(2) or lstat(2) for a path. Mode has the twelve permission bits; owner and
 * group are names, or decimal numbers if the host has no name for them; size in bytes; the link
 * target is set only for a link that was not followed.
 */
public record FileStatus(
    Type type, int mode, String owner, String group, long size, Optional<String> linkTarget) {

  /** The mode as in chmod(1): four octal digits. */
  public String octalMode() {
    return String.format(Locale.ROOT, "%04o", mode);
  }

  public boolean isDirectory() {
    return type == Type.DIRECTORY;
  }

  /** The file types of inode(7) that rules use. */
  public enum Type {
    FILE,
    DIRECTORY,
    LINK,
    SOCKET,
    DEVICE,
    FIFO;

    /** The name that rules use. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
