package io.hostready.capture;

import io.hostready.host.FileContent;
import io.hostready.host.FileStatus;
import io.hostready.host.HostFiles;
import io.hostready.host.Listing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Answers from what was seen of a host. Links are followed among the paths that were seen, so none
 * leads anywhere else. What nobody looked at is unreadable and says so: it is never absent, unless
 * its folder was listed and does not name it.
 */
final class SeenFiles implements HostFiles {

  private static final int MAX_LINKS = 40; // path_resolution(7): the kernel's own limit

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
    Deque<String> ahead = new ArrayDeque<>();
    push(path, ahead);
    String at = "";
    int links = 0;
    while (true) {
      String next = ahead.poll();
      if (next == null) {
        Seen seen = paths.get(at.isEmpty() ? "/" : at);
        return seen == null ? new Reached.Stopped(lacking) : reached(seen);
      }
      if (next.equals("..")) {
        at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        continue;
      }
      String step = at + "/" + next;
      Seen seen = paths.get(step);
      if (seen == null) {
        Seen folder = paths.get(at.isEmpty() ? "/" : at);
        boolean isToldApart =
            folder != null
                && (folder.listing() instanceof Listing.Names || folder.isOtherThanDirectory());
        return isToldApart ? NOTHING : new Reached.Stopped(lacking);
      }
      if (seen.status() instanceof FileStatus.Present present
          && present.linkTarget().isPresent()
          && (follow || !ahead.isEmpty())) {
        if (++links > MAX_LINKS) {
          return new Reached.Stopped("Too many levels of symbolic links");
        }
        String target = present.linkTarget().get();
        push(target, ahead);
        at = target.startsWith("/") ? "" : at;
        continue;
      }
      if (!ahead.isEmpty() && !(seen.status() instanceof FileStatus.Present)) {
        return reached(seen);
      }
      if (!ahead.isEmpty() && seen.isOtherThanDirectory()) {
        return NOTHING; // ENOTDIR: nothing can be there
      }
      at = step;
    }
  }

  private Reached reached(Seen seen) {
    return switch (seen.status()) {
      case FileStatus.Present _ -> new Reached.At(seen);
      case FileStatus.Missing _ -> NOTHING;
      case FileStatus.Unreadable(String why) -> new Reached.Stopped(why);
      case null -> new Reached.Stopped(lacking);
    };
  }

  /** Puts the parts of a path in front of what is ahead. */
  private static void push(String path, Deque<String> ahead) {
    int end = path.length();
    while (end > 0) {
      int slash = path.lastIndexOf('/', end - 1);
      String part = path.substring(slash + 1, end);
      if (!part.isEmpty() && !part.equals(".")) {
        ahead.addFirst(part);
      }
      end = slash;
    }
  }

  @Override
  public FileContent read(String path) {
    return switch (reach(path, true)) {
      case Reached.At(Seen seen) when seen.content() != null -> seen.content();
      case Reached.At(Seen seen)
          when seen.status() instanceof FileStatus.Present present
              && present.type() != FileStatus.Type.FILE ->
          new FileContent.Unreadable("it is a " + present.type().word() + ", not a regular file");
      case Reached.At _ -> new FileContent.Unreadable(lacking);
      case Reached.Nothing _ -> new FileContent.Missing();
      case Reached.Stopped(String why) -> new FileContent.Unreadable(why);
    };
  }

  @Override
  public Listing list(String path) {
    return switch (reach(path, true)) {
      case Reached.At(Seen seen) when seen.listing() != null -> seen.listing();
      case Reached.At(Seen seen) when seen.isOtherThanDirectory() -> new Listing.Missing();
      case Reached.At _ -> new Listing.Unreadable(lacking);
      case Reached.Nothing _ -> new Listing.Missing();
      case Reached.Stopped(String why) -> new Listing.Unreadable(why);
    };
  }

  @Override
  public FileStatus status(String path, boolean follow) {
    return switch (reach(path, follow)) {
      case Reached.At(Seen seen) ->
          seen.status() == null ? new FileStatus.Unreadable(lacking) : seen.status();
      case Reached.Nothing _ -> new FileStatus.Missing();
      case Reached.Stopped(String why) -> new FileStatus.Unreadable(why);
    };
  }
}
