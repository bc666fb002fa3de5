package io.hostready.host;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory tree as the root of a host. Links are resolved here, one component at a time:
 * an absolute target starts again at the tree's root and {@code ..} stops there, as in chroot(2).
 * Each component is opened relative to the one before it and never through a link, so that no file
 * outside is reached, even if another process changes the tree during the read.
 */
public class RootedFiles implements HostFiles {

  private static final HeldDirectories HELD = new HeldDirectories();

  private final Path root;

  /**
   * The identity of the root when it was first opened: its path may lead to another directory
   * later.
   */
  private final AtomicReference<@Nullable Object> identity = new AtomicReference<>();

  private final Map<String, String> links = new ConcurrentHashMap<>();

  public RootedFiles(Path root) {
    this.root = root;
  }

  /** A tree whose root was opened before; its path must still lead to that directory. */
  RootedFiles(Path root, OpenDirectory opened) {
    this(root);
    identity.set(opened.identity());
  }

  /** A query to an open directory about one of its entries. */
  private interface Question<T> {
    T ask(OpenDirectory directory, String name) throws IOException;
  }

  /** Called before each system call: the point at which a test changes the tree. */
  void beforeQuestion() {}

  @Override
  public final Reading<byte[]> read(String path) {
    return LiveFiles.reading(
        path,
        () -> {
          Place place = locate(path, true);
          Optional<BasicFileAttributes> there = attributes(place);
          if (there.isEmpty()) {
            throw new NoSuchFileException(path);
          }
          // Opening a FIFO or a device can block or have side effects; /proc and /sys have only
          // regular files.
          if (!there.get().isRegularFile()) {
            LiveFiles.requireFile(at(place.path(), OpenDirectory::status).type());
          }
          return at(place.path(), OpenDirectory::read);
        });
  }

  @Override
  public final Reading<List<String>> list(String path) {
    return LiveFiles.reading(
        path,
        () -> {
          Place place = locate(path, true);
          if (attributes(place).filter(BasicFileAttributes::isDirectory).isEmpty()) {
            throw new NotDirectoryException(path);
          }
          OpenDirectory directory = hold(place.path());
          try {
            beforeQuestion();
            return directory.names();
          } finally {
            HELD.release(directory);
          }
        });
  }

  @Override
  public final Reading<FileStatus> status(String path, boolean follow) {
    return LiveFiles.reading(path, () -> at(locate(path, follow).path(), OpenDirectory::status));
  }

  @Override
  public final boolean has(String path) {
    try {
      return attributes(locate(path, true)).isPresent();
    } catch (IOException | InvalidPathException nowhere) {
      return false;
    }
  }

  @Override
  public final Optional<String> linkTarget(String path) {
    if (HELD.has(this, path)) {
      return Optional.empty();
    }
    try {
      Place place = locate(path, false);
      return attributes(place).filter(BasicFileAttributes::isSymbolicLink).isPresent()
          ? Optional.of(target(place.path()))
          : Optional.empty();
    } catch (IOException | InvalidPathException nowhere) {
      return Optional.empty();
    }
  }

  private Optional<BasicFileAttributes> attributes(Place place) throws IOException {
    return place.isLooked() ? place.there() : at(place.path(), OpenDirectory::attributes);
  }

  /** A path with its links resolved, and the status of the file if it was read. */
  private record Place(String path, boolean isLooked, Optional<BasicFileAttributes> there) {}

  private Place locate(String path, boolean follow) throws IOException {
    PathResolver walk = new PathResolver(path);
    Optional<BasicFileAttributes> there = Optional.empty();
    String looked = "";
    while (walk.next()) {
      String step = walk.step();
      if (HELD.has(this, step) || (walk.isLast() && !follow)) {
        walk.enter();
        continue;
      }
      there = at(step, OpenDirectory::attributes);
      looked = step;
      if (there.isPresent() && there.get().isSymbolicLink()) {
        if (!walk.follow(target(step))) {
          throw new FileSystemException(path, null, "Too many levels of symbolic links");
        }
        continue;
      }
      if (!walk.isLast() && there.isEmpty()) {
        throw new NoSuchFileException(path);
      }
      if (!walk.isLast() && !there.get().isDirectory()) {
        throw new NotDirectoryException(path);
      }
      walk.enter();
    }
    return new Place(walk.at(), looked.equals(walk.at()), there);
  }

  private String target(String link) throws IOException {
    String known = links.get(link);
    if (known == null) {
      known = at(link, OpenDirectory::linkTarget);
      links.put(link, known);
    }
    return known;
  }

  /** Runs a query for a path without links. */
  private <T> T at(String path, Question<T> question) throws IOException {
    String name = path.equals("/") ? OpenDirectory.ITSELF : name(path);
    OpenDirectory directory = hold(parent(path));
    try {
      beforeQuestion();
      return question.ask(directory, name);
    } finally {
      HELD.release(directory);
    }
  }

  /** Acquires an open directory by its path without links; it must be released. */
  private OpenDirectory hold(String path) throws IOException {
    OpenDirectory held = HELD.take(this, path);
    if (held != null) {
      return held;
    }
    OpenDirectory opened = path.equals("/") ? openRoot() : at(path, OpenDirectory::enter);
    return HELD.hold(this, path, opened);
  }

  private OpenDirectory openRoot() throws IOException {
    beforeQuestion();
    OpenDirectory opened = OpenDirectory.at(root);
    identity.compareAndSet(null, opened.identity());
    if (!opened.identity().equals(identity.get())) {
      opened.close();
      throw new FileSystemException(root.toString(), null, "the tree was exchanged for another");
    }
    return opened;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, slash);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
