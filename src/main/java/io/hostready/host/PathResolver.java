package io.hostready.host;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way that a path takes, component by component, as path_resolution(7) has it. Whoever walks
 * looks at each {@link #step} and says what is there: {@link #enter}, or {@link #follow} for a
 * link. The way never leads above the root.
 */
public final class PathResolver {

  private static final int MAX_LINKS = 40; // path_resolution(7): the kernel's own limit

  private final Deque<String> ahead = new ArrayDeque<>();
  private String at = "";
  private String step = "";
  private int links;

  /** A walk from the root along a path. */
  public PathResolver(String path) {
    push(path);
  }

  /** Comes to the next component; false at the end. */
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

  /** The directory that was reached, "/" at first; at the end, what the path leads to. */
  public String at() {
    return at.isEmpty() ? "/" : at;
  }

  /** The component to be looked at, as a path without links. */
  public String step() {
    return step;
  }

  /** Whether nothing comes after this component. */
  public boolean isLast() {
    return ahead.isEmpty();
  }

  /** This component and all that comes after it, as it is written. */
  public String toEnd() {
    return ahead.isEmpty() ? step : step + "/" + String.join("/", ahead);
  }

  /** Goes on from this component. */
  public void enter() {
    at = step;
  }

  /** Goes where this component, a link, leads; false where there were too many links on the way. */
  public boolean follow(String target) {
    if (++links > MAX_LINKS) {
      return false;
    }
    push(target);
    at = target.startsWith("/") ? "" : at;
    return true;
  }

  /** Puts the components of a path before those that are ahead. */
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
