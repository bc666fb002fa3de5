package io.hostready.capture;

import io.hostready.host.FileStatus;
import io.hostready.host.HostFiles;
import io.hostready.host.PathResolver;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Files as a text describes them. Links are resolved among its paths, so none leads outside. In a
 * text of a whole host, a path without an entry is absent. In a capture it is unreadable, with the
 * reason; it is absent only if its directory was listed without it.
 */
final class CapturedFiles implements HostFiles {

  private final Map<String, CapturedPath> paths;
  private final String lacking;
  private final boolean isWhole;

  /** Lacking is the reason for a path that is not here: "not in the capture, which ...". */
  CapturedFiles(Map<String, CapturedPath> paths, String lacking, boolean isWhole) {
    this.paths = paths;
    this.lacking = lacking;
    this.isWhole = isWhole;
  }

  private sealed interface Reached {
    record At(CapturedPath known) implements Reached {}

    record Nothing() implements Reached {}

    record Stopped(String why) implements Reached {}
  }

  private static final Reached NOTHING = new Reached.Nothing();

  private Reached resolve(String path, boolean follow) {
    // Paths of the map contain no links: a path that is a key of the map is resolved.
    CapturedPath direct = paths.get(path);
    if (direct != null && !(follow && direct.isLink())) {
      return toReached(direct);
    }
    PathResolver walk = new PathResolver(path);
    while (walk.next()) {
      CapturedPath known = paths.get(walk.step());
      if (known == null) {
        return missing(walk.at(), walk.step());
      }
      if (known.status() instanceof Present(var present, _)
          && present.linkTarget().isPresent()
          && (follow || !walk.isLast())) {
        if (!walk.follow(present.linkTarget().get())) {
          return new Reached.Stopped("Too many levels of symbolic links");
        }
        continue;
      }
      if (!walk.isLast() && !(known.status() instanceof Present)) {
        return toReached(known);
      }
      if (!walk.isLast() && known.isOtherThanDirectory()) {
        return known.listing() instanceof Unreadable(_, String why)
            ? new Reached.Stopped(why)
            : NOTHING; // ENOTDIR: the path cannot exist
      }
      walk.enter();
    }
    CapturedPath known = paths.get(walk.at());
    return known == null ? new Reached.Stopped(lacking) : toReached(known);
  }

  /** The result for a path that is not in the text, in a directory that may be in it. */
  private Reached missing(String directory, String path) {
    CapturedPath above = paths.get(directory);
    if (above == null) {
      return new Reached.Stopped(lacking);
    }
    return switch (above.listing()) {
      case Present(List<String> names, _) -> {
        String name = path.substring(path.lastIndexOf('/') + 1);
        yield Collections.binarySearch(names, name) < 0 ? NOTHING : new Reached.Stopped(lacking);
      }
      case Unreadable(_, String why) when isWhole -> new Reached.Stopped(why);
      case Unreadable(_, _) -> new Reached.Stopped(lacking);
      case Absent(_) -> new Reached.Stopped(lacking);
      case null -> above.isOtherThanDirectory() ? NOTHING : new Reached.Stopped(lacking);
    };
  }

  private Reached toReached(CapturedPath known) {
    return switch (known.status()) {
      case Present(_, _) -> new Reached.At(known);
      case Absent(_) -> NOTHING;
      case Unreadable(_, String why) -> new Reached.Stopped(why);
      case null -> new Reached.Stopped(lacking);
    };
  }

  @Override
  public Reading<byte[]> read(String path) {
    return switch (resolve(path, true)) {
      case Reached.At(CapturedPath known) -> content(path, known);
      case Reached.Nothing _ -> new Absent<>(path);
      case Reached.Stopped(String why) -> new Unreadable<>(path, why);
    };
  }

  private Reading<byte[]> content(String path, CapturedPath known) {
    return switch (known.content()) {
      case Present(byte[] content, _) -> new Present<>(content, path);
      case Absent(_) -> new Absent<>(path);
      case Unreadable(_, String why) -> new Unreadable<>(path, why);
      case null ->
          new Unreadable<>(
              path,
              known.status() instanceof Present(FileStatus present, _)
                      && present.type() != FileStatus.Type.FILE
                  ? "it is a " + present.type().id() + ", not a regular file"
                  : lacking);
    };
  }

  @Override
  public Reading<List<String>> list(String path) {
    return switch (resolve(path, true)) {
      case Reached.At(CapturedPath known) -> listing(path, known);
      case Reached.Nothing _ -> new Absent<>(path);
      case Reached.Stopped(String why) -> new Unreadable<>(path, why);
    };
  }

  private Reading<List<String>> listing(String path, CapturedPath known) {
    return switch (known.listing()) {
      case Present(List<String> names, _) -> new Present<>(names, path);
      case Absent(_) -> new Absent<>(path);
      case Unreadable(_, String why) -> new Unreadable<>(path, why);
      case null ->
          known.isOtherThanDirectory() ? new Absent<>(path) : new Unreadable<>(path, lacking);
    };
  }

  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    return switch (resolve(path, follow)) {
      case Reached.At(CapturedPath known) when known.status() instanceof Present(var status, _) ->
          new Present<>(status, path);
      case Reached.At _ -> new Unreadable<>(path, lacking);
      case Reached.Nothing _ -> new Absent<>(path);
      case Reached.Stopped(String why) -> new Unreadable<>(path, why);
    };
  }
}
