package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.PathResolver;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;

/**
 * A path with all its links resolved as the host would, as far as it exists; the rest is unchanged.
 * Source: path_resolution(7).
 *
 * @param path the path without links
 * @param existing the longest part of it, from the root, that exists
 */
public record ResolvedPath(String path, String existing) {

  /** Resolves the links of an absolute path; Unreadable if one of them cannot be read. */
  public static Reading<ResolvedPath> of(Host host, String path) {
    PathResolver walk = new PathResolver(path);
    while (walk.next()) {
      switch (host.statusOfLink(walk.step())) {
        case Present(var present, _) when present.linkTarget().isPresent() -> {
          if (!walk.follow(present.linkTarget().get())) {
            return new Unreadable<>(path, "Too many levels of symbolic links");
          }
        }
        case Present(_, _) -> walk.enter();
        case Absent(_) -> {
          return new Present<>(new ResolvedPath(walk.toEnd(), walk.at()), path);
        }
        case Unreadable(_, var why) -> {
          return new Unreadable<>(walk.step(), why);
        }
      }
    }
    return new Present<>(new ResolvedPath(walk.at(), walk.at()), path);
  }
}
