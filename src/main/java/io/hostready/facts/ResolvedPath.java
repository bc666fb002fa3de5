package io.hostready.facts;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A path with every link on it followed as the host would, as far as it exists; the rest is kept as
 * written. Source: path_resolution(7).
 *
 * @param path the path without links
 * @param existing the longest part of it, from the root, that exists
 */
public record ResolvedPath(String path, String existing) {

  private static final int MAX_LINKS = 40; // path_resolution(7): the kernel's own limit

  /** Follows the links of an absolute path; Unreadable when one on the way cannot be looked at. */
  public static Fact<ResolvedPath> of(Host host, String path) {
    Deque<String> ahead = components(path);
    String at = "";
    int links = 0;
    while (!ahead.isEmpty()) {
      String next = ahead.pop();
      if (next.equals("..")) {
        at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        continue;
      }
      String step = at + "/" + next;
      switch (host.statusOfLink(step)) {
        case FileStatus.Present present when present.linkTarget().isPresent() -> {
          if (++links > MAX_LINKS) {
            return new Fact.Unreadable<>(path, "Too many levels of symbolic links");
          }
          String target = present.linkTarget().get();
          Deque<String> resolved = components(target);
          resolved.addAll(ahead);
          ahead = resolved;
          at = target.startsWith("/") ? "" : at;
        }
        case FileStatus.Present _ -> at = step;
        case FileStatus.Missing _ -> {
          String rest = ahead.isEmpty() ? "" : "/" + String.join("/", ahead);
          return new Fact.Known<>(new ResolvedPath(step + rest, at.isEmpty() ? "/" : at), path);
        }
        case FileStatus.Unreadable(String why) -> {
          return new Fact.Unreadable<>(step, why);
        }
      }
    }
    String reached = at.isEmpty() ? "/" : at;
    return new Fact.Known<>(new ResolvedPath(reached, reached), path);
  }

  private static Deque<String> components(String path) {
    Deque<String> components = new ArrayDeque<>();
    Arrays.stream(path.split("/"))
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .forEach(components::add);
    return components;
  }
}
