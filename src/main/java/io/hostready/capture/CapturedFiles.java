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
 * Answers from what a text says of a host. Links are followed among its paths, so none leads
 * anywhere else. Of a whole host, what the text does not have is absent. Of a capture it is
 * unreadable and says so: it is never absent, unless its directory was listed without it.
 */
final class CapturedFiles implements HostFiles {

  private final Map<String, CapturedPath> paths;
  private final String lacking;
  private final boolean isWhole;

  /** Lacking says of something that it is not here: "not in the capture, which ...". */
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

  private Reached reach(String path, boolean follow) {
    // Paths of the map have no link on them: one that stands there as it is asked for is reached.
    CapturedPath direct = paths.get(path);
    if (direct != null && !(follow && direct.isLink())) {
      return reached(direct);
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
        return reached(known);
      }
      if (!walk.isLast() && known.isOtherThanDirectory()) {
        return known.listing() instanceof Unreadable(_, String why)
            ? new Reached.Stopped(why)
            : NOTHING; // ENOTDIR: nothing can be there
      }
      walk.enter();
    }
    CapturedPath known = paths.get(walk.at());
    return known == null ? new Reached.Stopped(lacking) : reached(known);
  }

  /** What is said of a path that the text does not have, in a directory that it may have. */
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

  private Reached reached(CapturedPath known) {
    return switch (known.status()) {
      case Present(_, _) -> new Reached.At(known);
      case Absent(_) -> NOTHING;
      case Unreadable(_, String why) -> new Reached.Stopped(why);
      case null -> new Reached.Stopped(lacking);
    };
  }

  @Override
  public Reading<byte[]> read(String path) {
    return switch (reach(path, true)) {
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
    return switch (reach(path, true)) {
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
    return switch (reach(path, follow)) {
      case Reached.At(CapturedPath known) when known.status() instanceof Present(var status, _) ->
          new Present<>(status, path);
      case Reached.At _ -> new Unreadable<>(path, lacking);
      case Reached.Nothing _ -> new Absent<>(path);
      case Reached.Stopped(String why) -> new Unreadable<>(path, why);
    };
  }
}
