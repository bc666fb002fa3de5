package io.hostready.capture;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Combines the paths in a text into the files of one host. */
final class CaptureAssembler {

  /** The maximum number of characters in the paths of directories without their own line. */
  private static final int MAX_DIRECTORIES = 8 << 20;

  private CaptureAssembler() {}

  /**
   * The paths of a situation, or of the host that is common to the text.
   *
   * @throws HostTextException if a path is below a file that is not a directory
   */
  static Map<String, CapturedPath> paths(HostText text, HostSection situation)
      throws HostTextException {
    Map<String, CapturedPath> paths =
        situation == text.common() || text.common().paths().isEmpty()
            ? new HashMap<>(situation.paths())
            : merged(text.common().paths(), situation.paths());
    addDirectories(paths);
    list(paths, text.manifest().isEmpty());
    return paths;
  }

  /** A path that is no longer a directory hides the paths that were below it. */
  private static Map<String, CapturedPath> merged(
      Map<String, CapturedPath> common, Map<String, CapturedPath> own) {
    TreeMap<String, CapturedPath> merged = new TreeMap<>(common);
    own.forEach(
        (path, known) -> {
          if (!known.isDirectory() || known.listing() instanceof Unreadable) {
            merged.subMap(path + "/", path + (char) ('/' + 1)).clear();
          }
        });
    merged.putAll(own);
    return merged;
  }

  /** A path must be below directories; below a link or a file it would have two meanings. */
  private static void addDirectories(Map<String, CapturedPath> paths) throws HostTextException {
    long length = 0;
    for (String path : List.copyOf(paths.keySet())) {
      String directory = PathNames.parent(path);
      while (true) {
        CapturedPath above = paths.get(directory);
        if (above == null || above.status() == null) {
          paths.put(directory, CapturedPath.directory(directory));
          length += directory.length();
          if (length > MAX_DIRECTORIES) {
            throw new HostTextException("too many directories");
          }
        } else if (above.isOtherThanDirectory() && !directory.equals(path)) {
          throw new HostTextException(
              "'"
                  + PathNames.shortened(path)
                  + "' is below '"
                  + PathNames.shortened(directory)
                  + "', which is not a directory");
        } else {
          break; // the paths above it are checked with it
        }
        directory = PathNames.parent(directory);
      }
    }
    paths.putIfAbsent("/", CapturedPath.directory("/"));
  }

  /**
   * For a whole host every directory is listed; for a capture, those that were listed when it was
   * made.
   */
  private static void list(Map<String, CapturedPath> paths, boolean isWhole) {
    Map<String, List<String>> names = new HashMap<>();
    paths.forEach(
        (path, known) -> {
          if (known.listing() instanceof Present(List<String> listed, _)) {
            names.put(path, new ArrayList<>(listed));
          } else if (isWhole && known.isDirectory() && known.listing() == null) {
            names.put(path, new ArrayList<>());
          }
        });
    paths.forEach(
        (path, known) -> {
          List<String> there = names.get(PathNames.parent(path));
          if (there != null && path.length() > 1 && !(known.status() instanceof Absent)) {
            there.add(path.substring(path.lastIndexOf('/') + 1));
          }
        });
    names.forEach(
        (directory, there) ->
            paths.computeIfPresent(
                directory,
                (_, known) -> known.withListing(new Present<>(sorted(there), directory))));
  }

  private static List<String> sorted(List<String> names) {
    Collections.sort(names);
    List<String> once = new ArrayList<>(names.size());
    for (String name : names) {
      if (once.isEmpty() || !once.getLast().equals(name)) {
        once.add(name);
      }
    }
    return once;
  }
}
