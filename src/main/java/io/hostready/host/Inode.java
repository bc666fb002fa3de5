package io.hostready.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The attributes that decide who can write a file or directory: its identity (device and inode
 * number), mode, owner, group, link count, and whether an ACL grants write access to others than
 * its group. Source: lstat(2), inode(7), acl(5).
 */
record Inode(Object key, int mode, int uid, int gid, int links, boolean hasList) {

  private static final int TYPE = 0170000; // inode(7), S_IFMT
  private static final int LINK = 0120000;
  private static final int STICKY = 01000;
  private static final String LIST = "system.posix_acl_access";

  /** Reads the inode at a path; a link is not followed. */
  static Inode at(Path path) throws IOException {
    Map<String, Object> seen =
        Files.readAttributes(path, "unix:fileKey,mode,uid,gid,nlink", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) seen.get("mode");
    return new Inode(
        seen.get("fileKey"),
        mode,
        (Integer) seen.get("uid"),
        (Integer) seen.get("gid"),
        (Integer) seen.get("nlink"),
        isGroupWritable(mode) && ExtendedAttributes.read(path).containsKey(LIST));
  }

  /** With an ACL, the group bits of the mode are the ACL's mask: acl(5). */
  private static boolean isGroupWritable(int mode) {
    return (mode & TYPE) != LINK && (mode & 0020) != 0;
  }

  boolean isDirectory() {
    return (mode & TYPE) == 0040000;
  }

  boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  boolean isRegularFile() {
    return (mode & TYPE) == 0100000;
  }

  /**
   * Whether the sticky bit keeps users from removing or renaming other users' files in this
   * directory.
   */
  boolean isSticky() {
    return (mode & STICKY) != 0;
  }

  /** The permissions of owner, group and others. */
  Set<PosixFilePermission> permissions() {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission each : PosixFilePermission.values()) {
      if ((mode & 0400 >> each.ordinal()) != 0) { // both start with the owner's read permission
        set.add(each);
      }
    }
    return set;
  }

  /** The permissions and the three bits above them, as in chmod(1). */
  String octalMode() {
    return Integer.toOctalString(mode & 07777 | 1 << 12).substring(1);
  }
}
