package io.hostready.capture;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FileStatus;
import io.hostready.host.ReadOnlyCommands;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.RecordedCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a capture as they come out of an archive or a folder, put together at the end. */
final class Parts {

  static final String MANIFEST = "manifest.json";
  static final String ATTRIBUTES = "attributes";
  static final String COMMANDS = "commands";
  static final String ROOT = "root";

  /**
   * The most characters that folders may have which are only there because something is in them.
   */
  private static final int MAX_FOLDERS = 8 << 20;

  /** What lies under root: bytes, a link's target as a string, or null for a folder. */
  private final Map<String, @Nullable Object> tree = new HashMap<>();

  private final Map<String, byte[]> beside = new HashMap<>();

  /** Adds an entry by its name in the archive; other names than a capture's are passed over. */
  void add(TarReader.Entry entry) throws BadCapture {
    String name = entry.name();
    name = name.startsWith("./") ? name.substring(2) : name;
    name = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    if (name.isEmpty() || name.equals(".")) {
      return;
    }
    Names.checked("/" + name, "an entry");
    if (name.equals(ROOT) || name.startsWith(ROOT + "/")) {
      String path = name.equals(ROOT) ? "/" : name.substring(ROOT.length());
      Object held =
          switch (entry.type()) {
            case FILE -> entry.content();
            case LINK -> entry.target();
            case DIRECTORY -> null;
          };
      if (tree.containsKey(path)) {
        throw new BadCapture("'" + shortened(name) + "' is in it twice");
      }
      if (path.equals("/") && held != null) {
        throw new BadCapture("'root' in it is no folder");
      }
      tree.put(path, held);
    } else if (entry.type() == TarReader.Type.FILE && beside.put(name, entry.content()) != null) {
      throw new BadCapture("'" + shortened(name) + "' is in it twice");
    }
  }

  private static String shortened(String name) {
    return name.length() > 80 ? name.substring(0, 80) + "..." : name;
  }

  Capture capture() throws BadCapture {
    byte[] manifest = beside.get(MANIFEST);
    if (manifest == null) {
      throw new BadCapture("it has no " + MANIFEST + ", so it is no capture");
    }
    Manifest read = ManifestJson.read(new String(manifest, StandardCharsets.UTF_8));
    Map<String, Seen> paths = new HashMap<>(4096);
    Set<String> listed = new HashSet<>();
    Attributes.parse(beside.getOrDefault(ATTRIBUTES, new byte[0]), paths, listed);
    for (Map.Entry<String, @Nullable Object> entry : tree.entrySet()) {
      String path = entry.getKey();
      paths.put(path, held(path, entry.getValue(), paths.getOrDefault(path, Seen.NAMED)));
    }
    addFoldersAbove(paths);
    list(paths, listed);
    String lacking = read.lacking();
    return new Capture(read, new SeenFiles(paths, lacking), commands(lacking));
  }

  /** What is known of a path of the tree; the attributes go before what an archive says of it. */
  private static Seen held(String path, @Nullable Object held, Seen described) throws BadCapture {
    return switch (held) {
      case byte[] content -> {
        Reading<FileStatus> usual =
            new Present<>(
                new FileStatus(
                    FileStatus.Type.FILE, 0644, "root", "root", content.length, Optional.empty()),
                path);
        Seen seen = described.status() == null ? described.withStatus(usual) : described;
        if (!(seen.status() instanceof Present(var present, _))
            || present.type() != FileStatus.Type.FILE
            || seen.content() != null) {
          throw disagree(path, "a file");
        }
        yield seen.withContent(new Present<>(content, path));
      }
      case String target -> {
        Reading<FileStatus> usual =
            new Present<>(
                new FileStatus(FileStatus.Type.LINK, 0777, "root", "root", 0, Optional.of(target)),
                path);
        Seen seen = described.status() == null ? described.withStatus(usual) : described;
        if (!(seen.status() instanceof Present(var present, _))
            || !present.linkTarget().equals(Optional.of(target))) {
          throw disagree(path, "a link to '" + shortened(target) + "'");
        }
        yield seen;
      }
      case null -> {
        Seen seen = described.status() == null ? described.withStatus(directory(path)) : described;
        if (!(seen.status() instanceof Present) || seen.isOtherThanDirectory()) {
          throw disagree(path, "a folder");
        }
        yield seen;
      }
      default -> throw new IllegalStateException("neither content nor target");
    };
  }

  private static Reading<FileStatus> directory(String path) {
    return new Present<>(
        new FileStatus(FileStatus.Type.DIRECTORY, 0755, "root", "root", 0, Optional.empty()), path);
  }

  private static BadCapture disagree(String path, String what) {
    return new BadCapture(
        "'" + shortened(path) + "' is " + what + " in it, and its attributes say otherwise");
  }

  /** A path lies in folders; one that lies under a link or a file has two meanings, and no good. */
  private static void addFoldersAbove(Map<String, Seen> paths) throws BadCapture {
    long length = 0;
    for (String path : List.copyOf(paths.keySet())) {
      String folder = folder(path);
      while (true) {
        Seen above = paths.get(folder);
        if (above == null || above.status() == null) {
          paths.put(folder, (above == null ? Seen.NAMED : above).withStatus(directory(folder)));
          length += folder.length();
          if (length > MAX_FOLDERS) {
            throw new BadCapture("its folders have too many and too long names");
          }
        } else if (above.isOtherThanDirectory() && !folder.equals(path)) {
          throw new BadCapture(
              "'"
                  + shortened(path)
                  + "' lies below '"
                  + shortened(folder)
                  + "', which is no folder");
        } else {
          break; // what is above that is looked at with that
        }
        folder = folder(folder);
      }
    }
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static void list(Map<String, Seen> paths, Set<String> listed) {
    Map<String, List<String>> names = new HashMap<>();
    listed.forEach(folder -> names.put(folder, new ArrayList<>()));
    paths.forEach(
        (path, seen) -> {
          List<String> there = names.get(folder(path));
          if (there != null && !(seen.status() instanceof Absent) && path.length() > 1) {
            there.add(path.substring(path.lastIndexOf('/') + 1));
          }
        });
    names.forEach(
        (folder, there) -> {
          Collections.sort(there);
          paths.merge(
              folder,
              Seen.of(directory(folder)).withListing(new Present<>(there, folder)),
              (seen, _) -> seen.withListing(new Present<>(there, folder)));
        });
  }

  private ReadOnlyCommands commands(String lacking) throws BadCapture {
    String text = new String(beside.getOrDefault(COMMANDS, new byte[0]), StandardCharsets.UTF_8);
    RecordedCommands recorded;
    try {
      recorded = RecordedCommands.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new BadCapture("in its commands " + malformed.getMessage(), malformed);
    }
    return (question, _) ->
        recorded
            .find(question)
            .orElseGet(() -> new CommandOutcome.NotRun("'" + question.text() + "' is " + lacking));
  }
}
