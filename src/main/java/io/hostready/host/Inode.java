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
 * What decides who can write a file or directory: its identity (device and inode number), mode,
 * owner, group, number of names, and whether an access control list lets others than its group
 * write. Source: lstat(2), inode(7), acl(5).
 */
record Inode(Object key, int mode, int uid, int gid, int links, boolean hasList) {

  private static final int TYPE = 0170000; // inode(7), S_IFMT
  private static final int LINK = 0120000;
  private static final int STICKY = 01000;
  private static final String LIST = "system.posix_acl_access";

  /** Looks at what is at a path; a link is not followed. */
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
        letsGroupWrite(mode) && ExtendedAttributes.read(path).containsKey(LIST));
  }

  /** With a list, the mode shows its mask in place of the group's permissions: acl(5). */
  private static boolean letsGroupWrite(int mode) {
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

  /** Whether nobody can remove or rename what is another user's in this directory. */
  boolean isSticky() {
    return (mode & STICKY) != 0;
  }

  /** The permissions of owner, group and others. */
  Set<PosixFilePermission> permissions() {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission each : PosixFilePermission.values()) {
      if ((mode & 0400 >> each.ordinal()) != 0) { // both begin with the owner's right to read
        set.add(each);
      }
    }
    return set;
  }

  /** The permissions and the three bits above, as chmod(1) writes them. */
  String octalMode() {
    return Integer.toOctalString(mode & 07777 | 1 << 12).substring(1);
  }
}
