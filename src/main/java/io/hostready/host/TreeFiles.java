package io.hostready.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Reads a directory tree as if it were a host's root. Links are resolved here, one component at a
 * time: an absolute target starts again at the tree's root and {@code ..} stops there, as in
 * chroot(2), so that no link of the tree leads outside.
 */
public final class TreeFiles extends DirectoryFiles {

  private final Path root;

  public TreeFiles(Path root) {
    this.root = root;
  }

  @Override
  protected Path locate(String path, boolean follow) throws IOException {
    PathWalk walk = new PathWalk(path);
    while (walk.next()) {
      Path step = inside(walk.step());
      Optional<BasicFileAttributes> there = look(step);
      boolean isLink = there.isPresent() && there.get().isSymbolicLink();
      if (isLink && (follow || !walk.isLast())) {
        if (!walk.follow(Files.readSymbolicLink(step).toString())) {
          throw new FileSystemException(path, null, "Too many levels of symbolic links");
        }
        continue;
      }
      if (!walk.isLast() && there.isEmpty()) {
        throw new NoSuchFileException(path);
      }
      if (!walk.isLast() && !there.get().isDirectory()) {
        throw new FileSystemException(path, null, "Not a directory");
      }
      walk.enter();
    }
    return inside(walk.at());
  }

  @Override
  protected File file(String path) throws IOException {
    return locate(path, true).toFile();
  }

  /** Where a path of the host lies, one without links and "..". */
  private Path inside(String path) {
    return root.resolve(path.substring(1));
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
}
