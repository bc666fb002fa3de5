package io.hostready.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Files of a tree together with what a source repository cannot carry: owners, modes, sockets,
 * devices, empty folders and files that deny reading. The description is text, one line a path:
 * {@code MODE OWNER GROUP TYPE PATH}; the type {@code denied} makes opening and listing fail with
 * "Permission denied". Paths are without links; those of the tree lead to them. What is not
 * described is root's, with the usual mode, whoever has checked the repository out.
 */
public final class DescribedFiles implements HostFiles {

  private final HostFiles files;
  private final NavigableMap<String, FileStatus> described;

  private DescribedFiles(HostFiles files, Map<String, FileStatus> described) {
    this.files = files;
    this.described = new TreeMap<>(described);
  }

  /** Whether something that is described as being there lies below a path. */
  private boolean isFolder(String path) {
    return below(path).values().stream().anyMatch(FileStatus.Present.class::isInstance);
  }

  /** What is described below a path. */
  private NavigableMap<String, FileStatus> below(String path) {
    String prefix = path.equals("/") ? "/" : path + "/";
    String afterAll = prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
    return described.subMap(prefix, false, afterAll, false);
  }

  /**
   * Lays a description over files.
   *
   * @throws IllegalArgumentException naming the line that is not of the form
   */
  public static DescribedFiles parse(HostFiles files, String description) {
    Map<String, FileStatus> described = new LinkedHashMap<>();
    int number = 0;
    for (String line : description.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.strip().split("\\s+", 5);
      if (words.length < 5 || !words[4].startsWith("/")) {
        throw new IllegalArgumentException(
            "line " + number + " is '" + line + "'; expected MODE OWNER GROUP TYPE /PATH.");
      }
      described.put(withoutLastSlashes(words[4]), status(number, words));
    }
    return new DescribedFiles(files, described);
  }

  private static String withoutLastSlashes(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static FileStatus status(int number, String[] words) {
    if (words[3].equals("denied")) {
      return new FileStatus.Unreadable("Permission denied");
    }
    if (!words[0].matches("[0-7]{1,4}")) {
      throw new IllegalArgumentException(
          "line "
              + number
              + ": '"
              + words[0]
              + "' is no mode; expected octal digits such as 0644.");
    }
    for (FileStatus.Type type : FileStatus.Type.values()) {
      if (type.word().equals(words[3])) {
        int mode = Integer.parseInt(words[0], 8);
        return new FileStatus.Present(type, mode, words[1], words[2], 0, Optional.empty());
      }
    }
    throw new IllegalArgumentException(
        "line "
            + number
            + ": '"
            + words[3]
            + "' is no type; expected file, directory, link, socket, device, fifo or denied.");
  }

  @Override
  public FileContent read(String path) {
    Way way = way(path, true);
    if (way.isDenied()) {
      return new FileContent.Unreadable("Permission denied");
    }
    FileContent content = files.read(path);
    return switch (described.get(way.end())) {
      case FileStatus.Unreadable denied -> new FileContent.Unreadable(denied.why());
      case FileStatus.Present present ->
          switch (present.type()) {
            case SOCKET, DEVICE, FIFO, DIRECTORY ->
                new FileContent.Unreadable(
                    "it is a " + present.type().word() + ", not a regular file");
            case FILE, LINK ->
                content instanceof FileContent.Missing
                    ? new FileContent.Unreadable("its content was not recorded of this host")
                    : content;
          };
      case FileStatus.Missing _ -> content;
      case null -> content;
    };
  }

  @Override
  public Listing list(String path) {
    Way way = way(path, true);
    if (way.isDenied() || described.get(way.end()) instanceof FileStatus.Unreadable) {
      return new Listing.Unreadable("Permission denied");
    }
    TreeSet<String> names = new TreeSet<>();
    String prefix = way.end().equals("/") ? "/" : way.end() + "/";
    for (String known : below(way.end()).keySet()) {
      int slash = known.indexOf('/', prefix.length());
      names.add(known.substring(prefix.length(), slash < 0 ? known.length() : slash));
    }
    boolean isFolder =
        described.get(way.end()) instanceof FileStatus.Present present
            && present.type() == FileStatus.Type.DIRECTORY;
    return switch (files.list(path)) {
      case Listing.Names(List<String> there) -> {
        names.addAll(there);
        yield new Listing.Names(List.copyOf(names));
      }
      case Listing.Missing() when isFolder || !names.isEmpty() ->
          new Listing.Names(List.copyOf(names));
      case Listing.Missing missing -> missing;
      case Listing.Unreadable unreadable -> unreadable;
    };
  }

  @Override
  public FileStatus status(String path, boolean follow) {
    Way way = way(path, follow);
    if (way.isDenied()) {
      return new FileStatus.Unreadable("Permission denied");
    }
    FileStatus there = files.status(path, follow);
    return switch (described.get(way.end())) {
      case FileStatus.Present known when there instanceof FileStatus.Present real ->
          new FileStatus.Present(
              known.type(),
              known.mode(),
              known.owner(),
              known.group(),
              real.size(),
              real.linkTarget());
      case FileStatus.Present known -> known;
      // As stat(2) does, a file that denies reading still says that it is there.
      case FileStatus.Unreadable _ when there instanceof FileStatus.Missing ->
          new FileStatus.Present(FileStatus.Type.FILE, 0, "root", "root", 0, Optional.empty());
      case FileStatus.Unreadable _, FileStatus.Missing _ -> there;
      case null ->
          there instanceof FileStatus.Missing && isFolder(way.end())
              ? new FileStatus.Present(
                  FileStatus.Type.DIRECTORY, 0755, "root", "root", 0, Optional.empty())
              : asGitCarriesIt(there);
    };
  }

  /** A repository keeps of owner and mode only whether a file can be run (gitdatamodel(7)). */
  private static FileStatus asGitCarriesIt(FileStatus there) {
    return there instanceof FileStatus.Present real
        ? new FileStatus.Present(
            real.type(),
            switch (real.type()) {
              case FILE -> (real.mode() & 0100) == 0 ? 0644 : 0755;
              case DIRECTORY -> 0755;
              case LINK, SOCKET, DEVICE, FIFO -> real.mode();
            },
            "root",
            "root",
            real.size(),
            real.linkTarget())
        : there;
  }

  /** Where a path leads when its links are followed, and whether a folder on the way denies. */
  private record Way(String end, boolean isDenied) {}

  private Way way(String path, boolean follow) {
    PathWalk walk = new PathWalk(path);
    while (walk.next()) {
      if (described.get(walk.at()) instanceof FileStatus.Unreadable) {
        return new Way(walk.at(), true);
      }
      Optional<String> target =
          follow || !walk.isLast() ? files.linkTarget(walk.step()) : Optional.<String>empty();
      if (target.isEmpty()) {
        walk.enter();
      } else if (!walk.follow(target.get())) {
        return new Way(path, false); // the tree itself says that it is a circle
      }
    }
    return new Way(walk.at(), false);
  }
}
