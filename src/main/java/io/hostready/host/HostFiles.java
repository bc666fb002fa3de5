package io.hostready.host;

import io.hostready.host.Reading.Present;
import java.util.List;
import java.util.Optional;

/**
 * Reads the files of one host. Paths are absolute in the host's own root; links are resolved within
 * that root and never lead out of it. No method writes.
 */
public interface HostFiles {

  /** The maximum size of one file, in bytes; a larger one is unreadable, with the reason. */
  int MAX_BYTES = 16 * 1024 * 1024;

  /** A file's bytes, at most {@link #MAX_BYTES}. Not copied: do not change them. */
  Reading<byte[]> read(String path);

  /** The names in a directory, sorted, without "." and "..". */
  Reading<List<String>> list(String path);

  /** Whether a path certainly exists; links are followed. */
  default boolean has(String path) {
    return status(path, true) instanceof Present;
  }

  /**
   * The target of the link at a path, as stored in the link; empty if the path is not a link or
   * cannot be read.
   */
  default Optional<String> linkTarget(String path) {
    return status(path, false).toOptional().flatMap(FileStatus::linkTarget);
  }

  /**
   * The status of a path; {@code follow} decides whether a link in its last component is followed.
   */
  Reading<FileStatus> status(String path, boolean follow);
}
