package io.hostready.host;

/** The C library's functions for extended attributes, behind one interface. Source: xattr(7). */
interface AttributeCalls {

  /**
   * The maximum size of the list of names and of one value, in bytes: XATTR_LIST_MAX,
   * XATTR_SIZE_MAX.
   */
  int MAX_BYTES = 65536;

  /** The result of a call; errno is 0 on success, otherwise the bytes are empty. */
  record Answer(int errno, byte[] bytes) {}

  /** The names of a file's attributes, each ended by a NUL byte. llistxattr(2). */
  Answer list(String path);

  /** The value of an attribute. lgetxattr(2). */
  Answer get(String path, String name);

  /** Sets an attribute; returns errno, 0 for success. lsetxattr(2). */
  int set(String path, String name, byte[] value);

  /** Removes an attribute; returns errno, 0 for success. lremovexattr(2). */
  int remove(String path, String name);

  /** The message for an errno. strerror(3). */
  String message(int errno);
}
