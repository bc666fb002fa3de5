package io.hostready.host;

import io.hostready.host.Reading.Present;
import java.util.List;
import java.util.Optional;

/**
 * Reads the files of one host. Paths are absolute in the host's own view; links are followed within
 * that view and never out of it. Nothing here writes.
 */
public interface HostFiles {

  /** The most that is read of one file; what is larger is unreadable, with the reason. */
  int MAX_BYTES = 16 * 1024 * 1024;

  /** A file's bytes, at most {@link #MAX_BYTES}. Not copied: do not change them. */
  Reading<byte[]> read(String path);

  /** The names in a directory, sorted, without "." and "..". */
  Reading<List<String>> list(String path);

  /** Whether certainly something is at a path, links followed. */
  default boolean has(String path) {
    return status(path, true) instanceof Present;
  }

  /** What a link at a path leads to, as it is written; empty where no link is seen. */
  default Optional<String> linkTarget(String path) {
    return status(path, false).toOptional().flatMap(FileStatus::linkTarget);
  }

  /** Looks at a path; {@code follow} says whether a link at its end is followed. */
  Reading<FileStatus> status(String path, boolean follow);
}
