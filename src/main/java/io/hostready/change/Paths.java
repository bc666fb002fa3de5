package io.hostready.change;

import java.util.List;

/** The requirements for every path of a change: absolute, normalized and not the root itself. */
public final class Paths {

  private Paths() {}

  static void check(String path) {
    boolean plain =
        path.startsWith("/")
            && path.length() > 1
            && !path.endsWith("/")
            && path.chars().noneMatch(c -> c < ' ')
            && List.of(path.substring(1).split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (!plain) {
      throw new IllegalArgumentException(
          "'" + path + "' is not a path for a change: use /one/like/this without . or ..");
    }
  }

  /** The file name of a path. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The parent directory of a path; "/" for top-level ones. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
