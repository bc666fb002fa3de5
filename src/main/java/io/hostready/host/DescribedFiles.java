package io.hostready.host;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files of a tree together with what a source repository cannot carry: owners, modes, sockets,
 * devices and files that deny reading. The description is text, one line a path: {@code MODE OWNER
 * GROUP TYPE PATH}; the type {@code denied} makes opening and listing fail with "Permission
 * denied", and looking at anything below it.
 */
public final class DescribedFiles implements HostFiles {

  private final HostFiles files;
  private final Map<String, FileStatus> described;

  private DescribedFiles(HostFiles files, Map<String, FileStatus> described) {
    this.files = files;
    this.described = Map.copyOf(described);
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
            "line " + number + ": '" + line + "'; expected MODE OWNER GROUP TYPE /PATH");
      }
      described.put(words[4], status(number, words));
    }
    return new DescribedFiles(files, described);
  }

  private static FileStatus status(int number, String[] words) {
    if (words[3].equals("denied")) {
      return new FileStatus.Unreadable("Permission denied");
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
            + "' is no type; expected file, directory, link,"
            + " socket, device, fifo or denied");
  }

  /** What keeps from looking at a path: a folder above it that may not be entered. */
  private Optional<String> kept(String path) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (described.get(path.substring(0, slash)) instanceof FileStatus.Unreadable(String why)) {
        return Optional.of(why);
      }
    }
    return Optional.empty();
  }

  @Override
  public FileContent read(String path) {
    if (kept(path).isPresent()) {
      return new FileContent.Unreadable(kept(path).get());
    }
    return switch (described.get(path)) {
      case FileStatus.Unreadable denied -> new FileContent.Unreadable(denied.why());
      case FileStatus.Present present when isSpecial(present) ->
          new FileContent.Unreadable("it is a " + present.type().word() + ", not a regular file");
      case null, default -> files.read(path);
    };
  }

  private static boolean isSpecial(FileStatus.Present present) {
    return switch (present.type()) {
      case FILE, LINK, DIRECTORY -> false;
      case SOCKET, DEVICE, FIFO -> true;
    };
  }

  @Override
  public Listing list(String path) {
    if (kept(path).isPresent()) {
      return new Listing.Unreadable(kept(path).get());
    }
    return described.get(path) instanceof FileStatus.Unreadable denied
        ? new Listing.Unreadable(denied.why())
        : files.list(path);
  }

  @Override
  public FileStatus status(String path, boolean follow) {
    if (kept(path).isPresent()) {
      return new FileStatus.Unreadable(kept(path).get());
    }
    FileStatus known = described.get(path);
    if (known instanceof FileStatus.Present described
        && files.status(path, follow) instanceof FileStatus.Present there) {
      return new FileStatus.Present(
          described.type(),
          described.mode(),
          described.owner(),
          described.group(),
          there.size(),
          there.linkTarget());
    }
    // As stat(2) does, a file that denies reading still says that it is there.
    return known instanceof FileStatus.Present ? known : files.status(path, follow);
  }
}
