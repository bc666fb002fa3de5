package io.hostready.testbed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One path of a tree as it was. Mode as in stat(2) without the type; content is the SHA-256 of a
 * file, the target of a link, the numbers of a device. Text of short files is kept to be shown.
 */
record TreeEntry(
    Type type,
    int mode,
    int uid,
    int gid,
    long size,
    Bytes content,
    Map<String, String> attributes) {

  /** inode(7), by the bits of S_IFMT. */
  enum Type {
    FIFO(0x1000),
    CHARACTER_DEVICE(0x2000),
    DIRECTORY(0x4000),
    BLOCK_DEVICE(0x6000),
    FILE(0x8000),
    LINK(0xA000),
    SOCKET(0xC000);

    private final int bits;

    Type(int bits) {
      this.bits = bits;
    }

    static Type of(int mode) {
      for (Type each : values()) {
        if (each.bits == (mode & 0xF000)) {
          return each;
        }
      }
      throw new IllegalArgumentException("mode %o has no type".formatted(mode));
    }
  }

  /** What is in it: a digest or a description that two equal things share, and text to show. */
  record Bytes(String identity, String text) {}

  /** A file that nothing has touched since before the tests began: the shared tree's. */
  private record Unchanged(long device, long inode, long size, FileTime changed) {}

  private static final int SHOWN = 16 * 1024;
  private static final Instant JVM_STARTED =
      Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  private static final Map<Unchanged, Bytes> KNOWN = new ConcurrentHashMap<>();

  TreeEntry {
    attributes = Map.copyOf(attributes);
  }

  static TreeEntry read(Path path, Map<String, String> attributes) throws IOException {
    Map<String, Object> seen =
        Files.readAttributes(
            path, "unix:mode,uid,gid,size,rdev,dev,ino,ctime", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) seen.get("mode");
    Type type = Type.of(mode);
    long size = type == Type.FILE ? (Long) seen.get("size") : 0;
    Bytes content =
        switch (type) {
          case FILE -> ofFile(path, seen);
          case LINK -> new Bytes(Files.readSymbolicLink(path).toString(), "");
          case CHARACTER_DEVICE, BLOCK_DEVICE -> new Bytes(String.valueOf(seen.get("rdev")), "");
          case DIRECTORY, FIFO, SOCKET -> new Bytes("", "");
        };
    return new TreeEntry(
        type,
        mode & 07777,
        (Integer) seen.get("uid"),
        (Integer) seen.get("gid"),
        size,
        content,
        attributes);
  }

  private static Bytes ofFile(Path path, Map<String, Object> seen) throws IOException {
    FileTime changed = (FileTime) seen.get("ctime");
    if (!changed.toInstant().isBefore(JVM_STARTED)) {
      return ofFile(path);
    }
    Unchanged key =
        new Unchanged(
            (Long) seen.get("dev"), (Long) seen.get("ino"), (Long) seen.get("size"), changed);
    Bytes known = KNOWN.get(key);
    if (known == null) {
      known = ofFile(path);
      KNOWN.put(key, known);
    }
    return known;
  }

  private static Bytes ofFile(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    return new Bytes(digest(bytes), bytes.length <= SHOWN ? text(bytes) : "");
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "";
    }
  }

  /** In what this and a later entry of the same path differ, a phrase each. */
  List<String> differences(TreeEntry later) {
    List<String> found = new ArrayList<>();
    if (type != later.type) {
      found.add("was a " + type + ", is a " + later.type);
      return found;
    }
    if (mode != later.mode) {
      found.add("mode was %04o, is %04o".formatted(mode, later.mode));
    }
    if (uid != later.uid || gid != later.gid) {
      found.add("owner was %d:%d, is %d:%d".formatted(uid, gid, later.uid, later.gid));
    }
    if (!attributes.equals(later.attributes)) {
      found.add("extended attributes were " + attributes + ", are " + later.attributes);
    }
    if (!content.identity.equals(later.content.identity)) {
      found.add(contentDifference(later));
    }
    return found;
  }

  private String contentDifference(TreeEntry later) {
    if (type != Type.FILE) {
      return "was '" + content.identity + "', is '" + later.content.identity + "'";
    }
    List<String> before = content.text.lines().toList();
    List<String> after = later.content.text.lines().toList();
    int line = 0;
    while (line < before.size()
        && line < after.size()
        && before.get(line).equals(after.get(line))) {
      line++;
    }
    return "content was %d bytes, is %d; line %d was '%s', is '%s'"
        .formatted(size, later.size, line + 1, lineOf(before, line), lineOf(after, line));
  }

  private static String lineOf(List<String> lines, int number) {
    return number < lines.size() ? lines.get(number) : "";
  }

  @Override
  public String toString() {
    return "%s %04o %d:%d %d bytes %s"
        .formatted(type, mode, uid, gid, size, type == Type.FILE ? "" : content.identity)
        .strip();
  }
}
