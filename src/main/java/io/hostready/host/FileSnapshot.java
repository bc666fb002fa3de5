package io.hostready.host;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Everything about what is at a path that is needed to put it back. Links are not followed. */
public sealed interface FileSnapshot {

  /** What it is, in a phrase. */
  String description();

  /** Nothing is there. */
  record Missing() implements FileSnapshot {
    @Override
    public String description() {
      return "nothing";
    }
  }

  /** Whose it is and who may: the twelve permission bits, user and group by number. */
  record Access(int mode, int uid, int gid) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "mode %04o, of %d:%d", mode, uid, gid);
    }
  }

  /**
   * A regular file. Attributes are the extended ones of all name spaces, such as access control
   * lists and labels, by name.
   */
  record Regular(Bytes content, Access access, Map<String, Bytes> attributes, Instant modified)
      implements FileSnapshot {

    public Regular {
      attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** True for the same file but for the time of its last change. */
    public boolean isSameAs(FileSnapshot other) {
      return other instanceof Regular regular
          && content.equals(regular.content)
          && access.equals(regular.access)
          && attributes.equals(regular.attributes);
    }

    @Override
    public String description() {
      return String.format(
          Locale.ROOT,
          "a file of %d bytes (SHA-256 %.12s), %s%s",
          content.size(),
          content.sha256(),
          access,
          attributes.isEmpty() ? "" : ", with " + String.join(", ", attributes.keySet()));
    }
  }

  /** A directory. */
  record Directory(Access access) implements FileSnapshot {
    @Override
    public String description() {
      return "a directory, " + access;
    }
  }

  /** A link, a socket or the like; what says which. */
  record Other(String what) implements FileSnapshot {
    @Override
    public String description() {
      return what;
    }
  }
}
