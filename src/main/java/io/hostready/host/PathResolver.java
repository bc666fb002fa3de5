package io.hostready.host;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Resolves a path component by component, as described in path_resolution(7). The caller examines
 * each {@link #step} and reports its type: {@link #enter}, or {@link #follow} for a link. The path
 * never leads above the root.
 */
public final class PathResolver {

  private static final int MAX_LINKS = 40; // path_resolution(7): the kernel's own limit

  private final Deque<String> ahead = new ArrayDeque<>();
  private String at = "";
  private String step = "";
  private int links;

  /** Starts at the root. */
  public PathResolver(String path) {
    push(path);
  }

  /** Moves to the next component; false at the end. */
  public boolean next() {
    for (String name = ahead.poll(); name != null; name = ahead.poll()) {
      if (!name.equals("..")) {
        step = at + "/" + name;
        return true;
      }
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
    }
    return false;
  }

  /** The current directory, "/" at first; at the end, the resolved path. */
  public String at() {
    return at.isEmpty() ? "/" : at;
  }

  /** The component to examine, as a path without links. */
  public String step() {
    return step;
  }

  /** Whether this component is the last. */
  public boolean isLast() {
    return ahead.isEmpty();
  }

  /** This component and all later ones, as written. */
  public String toEnd() {
    return ahead.isEmpty() ? step : step + "/" + String.join("/", ahead);
  }

  /** Enters this component. */
  public void enter() {
    at = step;
  }

  /** Follows this component, which is a link; false if the path has too many links. */
  public boolean follow(String target) {
    if (++links > MAX_LINKS) {
      return false;
    }
    push(target);
    at = target.startsWith("/") ? "" : at;
    return true;
  }

  /** Inserts the components of a path before the remaining ones. */
  private void push(String path) {
    int end = path.length();
    while (end > 0) {
      int slash = path.lastIndexOf('/', end - 1);
      String name = path.substring(slash + 1, end);
      if (!name.isEmpty() && !name.equals(".")) {
        ahead.addFirst(name);
      }
      end = slash;
    }
  }
}
