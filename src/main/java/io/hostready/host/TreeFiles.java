package io.hostready.host;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Reads a directory tree as if it were a host's root. Links are resolved here, one component at a
 * time: an absolute target starts again at the tree's root and {@code ..} stops there, as in
 * chroot(2), so that no link of the tree leads outside.
 */
public final class TreeFiles extends DirectoryFiles {

  private static final int MAX_LINKS = 40; // path_resolution(7): the kernel's own limit

  private final Path root;

  public TreeFiles(Path root) {
    this.root = root;
  }

  @Override
  protected Path locate(String path, boolean follow) throws IOException {
    Deque<String> ahead = components(path);
    Path reached = root;
    int links = 0;
    while (!ahead.isEmpty()) {
      String next = ahead.pop();
      if (next.equals("..")) {
        reached = reached.equals(root) ? root : reached.getParent();
        continue;
      }
      Path step = reached.resolve(next);
      boolean last = ahead.isEmpty();
      Optional<BasicFileAttributes> there = look(step);
      boolean isLink = there.isPresent() && there.get().isSymbolicLink();
      if (isLink && (follow || !last)) {
        if (++links > MAX_LINKS) {
          throw new FileSystemException(path, null, "Too many levels of symbolic links");
        }
        String target = Files.readSymbolicLink(step).toString();
        Deque<String> resolved = components(target);
        resolved.addAll(ahead);
        ahead = resolved;
        reached = target.startsWith("/") ? root : reached;
        continue;
      }
      if (!last && there.isEmpty()) {
        throw new NoSuchFileException(path);
      }
      if (!last && !there.get().isDirectory()) {
        throw new FileSystemException(path, null, "Not a directory");
      }
      reached = step;
    }
    return reached;
  }

  /** Empty only where nothing is: what may not be looked at is an exception, not an absence. */
  private static Optional<BasicFileAttributes> look(Path path) throws IOException {
    try {
      return Optional.of(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  private static Deque<String> components(String path) {
    Deque<String> components = new ArrayDeque<>();
    Arrays.stream(path.split("/"))
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .forEach(components::add);
    return components;
  }
}
