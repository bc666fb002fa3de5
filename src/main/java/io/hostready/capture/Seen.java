package io.hostready.capture;

import io.hostready.host.FileContent;
import io.hostready.host.FileStatus;
import io.hostready.host.Listing;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one path that has no link on it. A part is null where nobody asked for it; where
 * all are, a listing told the name and nothing else is known.
 *
 * @param status the path itself, its link not followed
 */
record Seen(@Nullable FileStatus status, @Nullable FileContent content, @Nullable Listing listing) {

  static final Seen NAMED = new Seen(null, null, null);

  static Seen of(FileStatus status) {
    return new Seen(status, null, null);
  }

  Seen with(FileStatus other) {
    return new Seen(other, content, listing);
  }

  Seen with(FileContent other) {
    return new Seen(status, other, listing);
  }

  Seen with(Listing other) {
    return new Seen(status, content, other);
  }

  boolean isLink() {
    return status instanceof FileStatus.Present present && present.linkTarget().isPresent();
  }

  boolean isOtherThanDirectory() {
    return status instanceof FileStatus.Present present
        && present.type() != FileStatus.Type.DIRECTORY;
  }
}
