package io.hostready.host;

/** The C library's calls for extended attributes, in one way to make them. Source: xattr(7). */
interface AttributeCalls {

  /** The most that names, and that one value, take in bytes: XATTR_LIST_MAX, XATTR_SIZE_MAX. */
  int MAX_BYTES = 65536;

  /** What a call returned; errno is 0 for success, and the bytes are empty otherwise. */
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
