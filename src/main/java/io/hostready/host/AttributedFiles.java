package io.hostready.host;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files of a tree with the attributes that a source repository cannot store: owners, modes,
 * sockets, devices, empty directories and files that deny reading. The attributes are text, one
 * line for each path: {@code MODE OWNER GROUP TYPE PATH}. With the type {@code denied}, opening and
 * listing fail with "Permission denied". Paths contain no symbolic links; the links of the tree are
 * resolved first. A path without attributes belongs to root and has the usual mode, regardless of
 * the user who checked out the repository.
 */
public final class AttributedFiles implements HostFiles {

  private final HostFiles files;
  private final NavigableMap<String, Reading<FileStatus>> described;

  private AttributedFiles(HostFiles files, Map<String, Reading<FileStatus>> described) {
    this.files = files;
    this.described = new TreeMap<>(described);
  }

  /** Whether the attributes list an existing file below a path. */
  private boolean isDirectory(String path) {
    return below(path).values().stream().anyMatch(Present.class::isInstance);
  }

  /** The entries of the attributes below a path. */
  private NavigableMap<String, Reading<FileStatus>> below(String path) {
    String prefix = path.equals("/") ? "/" : path + "/";
    String afterAll = prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
    return described.subMap(prefix, false, afterAll, false);
  }

  /**
   * Applies attributes to files.
   *
   * @throws IllegalArgumentException naming the line that is invalid
   */
  public static AttributedFiles parse(HostFiles files, String description) {
    Map<String, Reading<FileStatus>> described = new LinkedHashMap<>();
    int number = 0;
    for (String line : description.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.strip().split("\\s+", 5);
      if (words.length < 5 || !words[4].startsWith("/")) {
        throw new IllegalArgumentException(
            "line " + number + " is '" + line + "': use MODE OWNER GROUP TYPE /PATH.");
      }
      String path = withoutLastSlashes(words[4]);
      described.put(path, status(number, words, path));
    }
    return new AttributedFiles(files, described);
  }

  private static String withoutLastSlashes(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static Reading<FileStatus> status(int number, String[] words, String path) {
    if (words[3].equals("denied")) {
      return new Unreadable<>(path, "Permission denied");
    }
    if (!words[0].matches("[0-7]{1,4}")) {
      throw new IllegalArgumentException(
          "line " + number + ": '" + words[0] + "' is not a mode: use octal digits such as 0644.");
    }
    for (FileStatus.Type type : FileStatus.Type.values()) {
      if (type.id().equals(words[3])) {
        int mode = Integer.parseInt(words[0], 8);
        return new Present<>(
            new FileStatus(type, mode, words[1], words[2], 0, Optional.empty()), path);
      }
    }
    throw new IllegalArgumentException(
        "line "
            + number
            + ": '"
            + words[3]
            + "' is not a type: use file, directory, link, socket, device, fifo or denied.");
  }

  @Override
  public Reading<byte[]> read(String path) {
    Way way = resolve(path, true);
    if (way.isDenied()) {
      return new Unreadable<>(path, "Permission denied");
    }
    Reading<byte[]> content = files.read(path);
    return switch (described.get(way.end())) {
      case Unreadable(_, var why) -> new Unreadable<>(path, why);
      case Present(var present, _) ->
          switch (present.type()) {
            case SOCKET, DEVICE, FIFO, DIRECTORY ->
                new Unreadable<>(path, "it is a " + present.type().id() + ", not a regular file");
            case FILE, LINK ->
                content instanceof Absent
                    ? new Unreadable<>(path, "its content was not recorded of this host")
                    : content;
          };
      case Absent(_) -> content;
      case null -> content;
    };
  }

  @Override
  public Reading<List<String>> list(String path) {
    Way way = resolve(path, true);
    if (way.isDenied() || described.get(way.end()) instanceof Unreadable) {
      return new Unreadable<>(path, "Permission denied");
    }
    TreeSet<String> names = new TreeSet<>();
    String prefix = way.end().equals("/") ? "/" : way.end() + "/";
    for (String known : below(way.end()).keySet()) {
      int slash = known.indexOf('/', prefix.length());
      names.add(known.substring(prefix.length(), slash < 0 ? known.length() : slash));
    }
    boolean isDirectory =
        described.get(way.end()) instanceof Present(var status, _) && status.isDirectory();
    Reading<List<String>> listed = files.list(path);
    names.addAll(listed.orElse(List.of()));
    return listed instanceof Unreadable
            || (listed instanceof Absent && names.isEmpty() && !isDirectory)
        ? listed
        : new Present<>(List.copyOf(names), path);
  }

  @Override
  public Reading<FileStatus> status(String path, boolean follow) {
    Way way = resolve(path, follow);
    if (way.isDenied()) {
      return new Unreadable<>(path, "Permission denied");
    }
    Reading<FileStatus> there = files.status(path, follow);
    return switch (described.get(way.end())) {
      case Present(var known, _) when there instanceof Present(var real, _) ->
          new Present<>(
              new FileStatus(
                  known.type(),
                  known.mode(),
                  known.owner(),
                  known.group(),
                  real.size(),
                  real.linkTarget()),
              path);
      case Present(var known, _) -> new Present<>(known, path);
      // As in stat(2), a file that denies reading still exists.
      case Unreadable(_, _) when there instanceof Absent ->
          new Present<>(
              new FileStatus(FileStatus.Type.FILE, 0, "root", "root", 0, Optional.empty()), path);
      case Unreadable(_, _), Absent(_) -> there;
      case null ->
          there instanceof Absent && isDirectory(way.end())
              ? new Present<>(
                  new FileStatus(
                      FileStatus.Type.DIRECTORY, 0755, "root", "root", 0, Optional.empty()),
                  path)
              : withGitMode(there);
    };
  }

  /** A repository stores only the executable bit of owner and mode (gitdatamodel(7)). */
  private static Reading<FileStatus> withGitMode(Reading<FileStatus> there) {
    return there.map(
        real ->
            new FileStatus(
                real.type(),
                switch (real.type()) {
                  case FILE -> (real.mode() & 0100) == 0 ? 0644 : 0755;
                  case DIRECTORY -> 0755;
                  case LINK, SOCKET, DEVICE, FIFO -> real.mode();
                },
                "root",
                "root",
                real.size(),
                real.linkTarget()));
  }

  /** The path after its links are resolved, and whether a directory above it denies access. */
  private record Way(String end, boolean isDenied) {}

  private Way resolve(String path, boolean follow) {
    PathResolver walk = new PathResolver(path);
    while (walk.next()) {
      if (described.get(walk.at()) instanceof Unreadable) {
        return new Way(walk.at(), true);
      }
      Optional<String> target =
          follow || !walk.isLast() ? files.linkTarget(walk.step()) : Optional.<String>empty();
      if (target.isEmpty()) {
        walk.enter();
      } else if (!walk.follow(target.get())) {
        return new Way(path, false); // the tree reports the loop
      }
    }
    return new Way(walk.at(), false);
  }
}
