package io.hostready.capture;

import io.hostready.host.FileStatus;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one path that has no link on it. A part is null where nobody asked for it; where
 * all are, a listing told the name and nothing else is known.
 *
 * @param status the path itself, its link not followed
 */
record Seen(
    @Nullable Reading<FileStatus> status,
    @Nullable Reading<byte[]> content,
    @Nullable Reading<List<String>> listing) {

  static final Seen NAMED = new Seen(null, null, null);

  static Seen of(Reading<FileStatus> status) {
    return new Seen(status, null, null);
  }

  Seen withStatus(Reading<FileStatus> other) {
    return new Seen(other, content, listing);
  }

  Seen withContent(Reading<byte[]> other) {
    return new Seen(status, other, listing);
  }

  Seen withListing(Reading<List<String>> other) {
    return new Seen(status, content, other);
  }

  boolean isLink() {
    return status instanceof Present(var present, _) && present.linkTarget().isPresent();
  }

  boolean isOtherThanDirectory() {
    return status instanceof Present(var present, _) && present.type() != FileStatus.Type.DIRECTORY;
  }
}
