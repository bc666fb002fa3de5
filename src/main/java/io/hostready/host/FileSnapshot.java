package io.hostready.host;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Everything that is needed to restore the file at a path. Links are not followed. */
public sealed interface FileSnapshot {

  /** What it is, as a phrase. */
  String description();

  /** The path does not exist. */
  record Missing() implements FileSnapshot {
    @Override
    public String description() {
      return "nothing";
    }
  }

  /** Owner and permissions: the twelve permission bits, UID and GID. */
  record Access(int mode, int uid, int gid) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "mode %04o, of %d:%d", mode, uid, gid);
    }
  }

  /**
   * A regular file. Attributes are the extended attributes of all namespaces by name, such as ACLs
   * and labels.
   */
  record Regular(Bytes content, Access access, Map<String, Bytes> attributes, Instant modified)
      implements FileSnapshot {

    public Regular {
      attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** Whether the files are equal except for their modification time. */
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

  /** A link, a socket or another special file, with its type. */
  record Other(String what) implements FileSnapshot {
    @Override
    public String description() {
      return what;
    }
  }
}
