package io.hostready.host;

import java.util.Optional;

/**
 * Reads the files of one host. Paths are absolute in the host's own view; links are followed within
 * that view and never out of it. Nothing here writes.
 */
public interface HostFiles {

  /** The most that is read of one file; what is larger is unreadable, with the reason. */
  int MAX_BYTES = 16 * 1024 * 1024;

  FileContent read(String path);

  Listing list(String path);

  /** Whether certainly something is at a path, links followed. */
  default boolean has(String path) {
    return status(path, true) instanceof FileStatus.Present;
  }

  /** What a link at a path leads to, as it is written; empty where no link is seen. */
  default Optional<String> linkTarget(String path) {
    return status(path, false) instanceof FileStatus.Present present
        ? present.linkTarget()
        : Optional.empty();
  }

  /** Looks at a path; {@code follow} says whether a link at its end is followed. */
  FileStatus status(String path, boolean follow);
}
