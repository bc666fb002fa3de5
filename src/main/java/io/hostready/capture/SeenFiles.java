package io.hostready.capture;

import io.hostready.host.FileStatus;
import io.hostready.host.HostFiles;
import io.hostready.host.PathWalk;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Map;

/**
 * Answers from what was seen of a host. Links are followed among the paths that were seen, so none
 * leads anywhere else. What nobody looked at is unreadable and says so: it is never absent, unless
 * its folder was listed and does not name it.
 */
final class SeenFiles implements HostFiles {

  private final Map<String, Seen> paths;
  private final String lacking;

  /** Lacking says of something that it is not here: "not in the capture, which ...". */
  SeenFiles(Map<String, Seen> paths, String lacking) {
    this.paths = paths;
    this.lacking = lacking;
  }

  private sealed interface Reached {
    record At(Seen seen) implements Reached {}

    record Nothing() implements Reached {}

    record Stopped(String why) implements Reached {}
  }

  private static final Reached NOTHING = new Reached.Nothing();

  private Reached reach(String path, boolean follow) {
    // Paths of the map have no link on them: one that stands there as it is asked for is reached.
    Seen direct = paths.get(path);
    if (direct != null && !(follow && direct.isLink())) {
      return reached(direct);
    }
    PathWalk walk = new PathWalk(path);
    while (walk.next()) {
      Seen seen = paths.get(walk.step());
      if (seen == null) {
        Seen folder = paths.get(walk.at());
        boolean isToldApart =
            folder != null
                && (folder.listing() instanceof Present || folder.isOtherThanDirectory());
        return isToldApart ? NOTHING : new Reached.Stopped(lacking);
      }
      if (seen.status() instanceof Present(var present, _)
          && present.linkTarget().isPresent()
          && (follow || !walk.isLast())) {
        if (!walk.follow(present.linkTarget().get())) {
          return new Reached.Stopped("Too many levels of symbolic links");
        }
        continue;
      }
      if (!walk.isLast() && !(seen.status() instanceof Present)) {
        return reached(seen);
      }
      if (!walk.isLast() && seen.isOtherThanDirectory()) {
        return NOTHING; // ENOTDIR: nothing can be there
      }
      walk.enter();
    }
    Seen seen = paths.get(walk.at());
    return seen == null ? new Reached.Stopped(lacking) : reached(seen);
  }

  private Reached reached(Seen seen) {
    return switch (seen.status()) {
      case Present(_, _) -> new Reached.At(seen);
      case Absent(_) -> NOTHING;
      case Unreadable(_, var why) -> new Reached.Stopped(why);
      case null -> new Reached.Stopped(lacking);
    };
  }

  @Override
  public Reading<byte[]> read(String path) {
    return switch (reach(path, true)) {
      case Reached.At(Seen seen) when seen.content() != null -> seen.content().at(path);
      case Reached.At(Seen seen)
          when seen.status() instanceof Present(var present, _)
              && present.type() != FileStatus.Type.FILE ->
          new Unreadable<>(path, "it is a " + present.type().word() + ", not a regular file");
      case Reached.At _ -> new Unreadable<>(path, lacking);
      case Reached.Nothing _ -> new Absent<>(path);
      case Reached.Stopped(String why) -> new Unreadable<>(path, why);
    };
  }

  @Override
  public Reading<List<String>> list(String path) {
    return switch (reach(path, true)) {
      case Reached.At(Seen seen) when seen.listing() != null -> seen.listing().at(path);
      case Reached.At(Seen seen) when seen.isOtherThanDirectory() -> new Absent<>(path);
      case Reached.At _ -> new Unreadable<>(path, lacking);
      case Reached.Nothing _ -> new Absent<>(path);
      case Reached.Stopped(String why) -> new Unreadable<>(path, why);
    };
  }

  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    return switch (reach(path, follow)) {
      case Reached.At(Seen seen) ->
          seen.status() == null ? new Unreadable<>(path, lacking) : seen.status().at(path);
      case Reached.Nothing _ -> new Absent<>(path);
      case Reached.Stopped(String why) -> new Unreadable<>(path, why);
    };
  }
}
