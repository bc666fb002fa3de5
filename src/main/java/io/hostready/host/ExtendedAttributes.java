package io.hostready.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Extended attributes of files in all namespaces. java.nio supports only those in {@code user}, and
 * not the ACLs and security labels in {@code system} and {@code security}. Links are not followed.
 * Source: xattr(7), llistxattr(2), lgetxattr(2), lsetxattr(2).
 */
final class ExtendedAttributes {

  private static final int ENOTSUP = 95; // errno(3), Linux
  private static final int ENODATA = 61;

  /** A native executable has no java.lang.foreign; this is decided at image build time. */
  private static final AttributeCalls CALLS =
      System.getProperty("org.graalvm.nativeimage.imagecode") == null
          ? new ForeignAttributeCalls()
          : new ImageAttributeCalls();

  private ExtendedAttributes() {}

  /** All attributes of a file by name; empty if the filesystem does not support attributes. */
  static Map<String, Bytes> read(Path file) throws IOException {
    Map<String, Bytes> found = new TreeMap<>();
    AttributeCalls.Answer names = CALLS.list(file.toString());
    if (names.errno() == ENOTSUP) {
      return found;
    }
    if (names.errno() != 0) {
      throw failure(file, "its extended attributes cannot be listed", names.errno());
    }
    for (String name : new String(names.bytes(), StandardCharsets.UTF_8).split("\0")) {
      if (!name.isEmpty()) {
        AttributeCalls.Answer value = CALLS.get(file.toString(), name);
        if (value.errno() == 0) {
          found.put(name, Bytes.of(value.bytes()));
        } else if (value.errno() != ENODATA) {
          throw failure(file, "its extended attribute " + name + " cannot be read", value.errno());
        }
      }
    }
    return found;
  }

  /**
   * Sets exactly these attributes on a file. Attributes that already have their value are not
   * written.
   */
  static void write(Path file, Map<String, Bytes> wanted) throws IOException {
    Map<String, Bytes> now = read(file);
    for (String name : now.keySet()) {
      if (!wanted.containsKey(name)) {
        int errno = CALLS.remove(file.toString(), name);
        if (errno != 0 && errno != ENODATA) {
          throw failure(file, "its extended attribute " + name + " cannot be removed", errno);
        }
      }
    }
    for (Map.Entry<String, Bytes> each : wanted.entrySet()) {
      if (!each.getValue().equals(now.get(each.getKey()))) {
        int errno = CALLS.set(file.toString(), each.getKey(), each.getValue().bytes());
        if (errno != 0) {
          throw failure(file, "its extended attribute " + each.getKey() + " cannot be set", errno);
        }
      }
    }
  }

  private static FileSystemException failure(Path file, String what, int errno) {
    return new FileSystemException(file.toString(), null, what + ": " + CALLS.message(errno));
  }
}
