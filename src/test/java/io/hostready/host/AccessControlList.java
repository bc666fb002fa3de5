package io.hostready.host;

import io.hostready.testbed.Needed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/**
 * An access control list that lets one user write, as {@code setfacl -m u:UID:rwx} sets it. Source:
 * linux/posix_acl_xattr.h: version 2, then tag, permissions and user of each entry.
 */
final class AccessControlList {

  private static final int NOBODY = -1;

  private AccessControlList() {}

  /** Gives a file or directory the list; the file system must keep such lists. */
  static void letWrite(Path file, int uid) throws IOException {
    ByteBuffer list = ByteBuffer.allocate(4 + 5 * 8).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
    entry(list, 0x01, 7, NOBODY); // the owner
    entry(list, 0x02, 7, uid); // the user
    entry(list, 0x04, 5, NOBODY); // the group
    entry(list, 0x10, 7, NOBODY); // the mask, which the mode shows as the group's permissions
    entry(list, 0x20, 5, NOBODY); // others
    try {
      ExtendedAttributes.write(file, Map.of("system.posix_acl_access", Bytes.of(list.array())));
    } catch (IOException none) {
      Needed.isMissing("this file system keeps no access control lists: " + none);
    }
  }

  private static void entry(ByteBuffer list, int tag, int permissions, int id) {
    list.putShort((short) tag).putShort((short) permissions).putInt(id);
  }
}
