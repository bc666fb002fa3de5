package io.hostready.capture;

import io.hostready.host.FileStatus;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The captured data of one path without links. A part is null if it was not requested.
 *
 * @param status the status of the path itself, a link not followed
 */
public record CapturedPath(
    @Nullable Reading<FileStatus> status,
    @Nullable Reading<byte[]> content,
    @Nullable Reading<List<String>> listing) {

  static final CapturedPath UNKNOWN = new CapturedPath(null, null, null);

  static CapturedPath of(Reading<FileStatus> status) {
    return new CapturedPath(status, null, null);
  }

  /** A directory of which only its existence is known. */
  static CapturedPath directory(String path) {
    return of(
        new Present<>(
            new FileStatus(FileStatus.Type.DIRECTORY, 0755, "root", "root", 0, Optional.empty()),
            path));
  }

  CapturedPath withStatus(Reading<FileStatus> other) {
    return new CapturedPath(other, content, listing);
  }

  CapturedPath withContent(Reading<byte[]> other) {
    return new CapturedPath(status, other, listing);
  }

  CapturedPath withListing(Reading<List<String>> other) {
    return new CapturedPath(status, content, other);
  }

  boolean isLink() {
    return status instanceof Present(var present, _) && present.linkTarget().isPresent();
  }

  boolean isDirectory() {
    return status instanceof Present(var present, _) && present.type() == FileStatus.Type.DIRECTORY;
  }

  boolean isOtherThanDirectory() {
    return status instanceof Present(var present, _) && present.type() != FileStatus.Type.DIRECTORY;
  }
}
