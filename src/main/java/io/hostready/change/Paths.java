package io.hostready.change;

import java.util.List;

/** What every path of a change must be: absolute, plain and not the root itself. */
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
          "'" + path + "' is no path for a change; expected /one/like/this without . or ..");
    }
  }

  /** What a path is called in its directory. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The directory that holds a path; "/" for the top ones. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
