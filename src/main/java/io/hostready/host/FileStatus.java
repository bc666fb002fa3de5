package io.hostready.host;

import java.util.Locale;
import java.util.Optional;

/**
 * What stat(2) says of a path, its last link followed or not as asked. Mode holds the twelve
 * permission bits; owner and group are names, or numbers in decimal where the host knows no name;
 * size in bytes; link target only for a link that was not followed.
 */
public record FileStatus(
    Type type, int mode, String owner, String group, long size, Optional<String> linkTarget) {

  /** The mode as chmod(1) writes it: four octal digits. */
  public String octalMode() {
    return String.format(Locale.ROOT, "%04o", mode);
  }

  public boolean isDirectory() {
    return type == Type.DIRECTORY;
  }

  /** The types of inode(7) that matter to a rule. */
  public enum Type {
    FILE,
    DIRECTORY,
    LINK,
    SOCKET,
    DEVICE,
    FIFO;

    /** The word that rules use. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
