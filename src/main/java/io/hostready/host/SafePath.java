package io.hostready.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Finds where a path leads, and refuses it when anybody but root (or whoever runs this) could make
 * it lead elsewhere: every directory and link on the way must be root's, and no directory may be
 * writable by others. With that, nobody can exchange a component between look and use. A link at
 * the end is not followed. Source: path_resolution(7).
 */
final class SafePath {

  private final Path root;

  SafePath(Path root) {
    this.root = root;
  }

  Path locate(String path) throws CannotWrite {
    if (!path.startsWith("/") || Arrays.asList(path.split("/")).contains("..")) {
      throw new IllegalArgumentException("'" + path + "' is not absolute and plain");
    }
    try {
      return walk(path);
    } catch (NoSuchFileException missing) {
      throw new CannotWrite(
          path + ": the directory " + missing.getFile() + " is missing; expected to write in it.");
    } catch (IOException failed) {
      throw WriteFailure.of("look at", path, failed);
    }
  }

  private Path walk(String path) throws IOException, CannotWrite {
    PathWalk walk = new PathWalk(path);
    check(path, root);
    while (walk.next()) {
      Path step = inside(walk.step());
      if (!walk.isLast() && Files.isSymbolicLink(step)) {
        checkOwner(path, step);
        if (!walk.follow(Files.readSymbolicLink(step).toString())) {
          throw new CannotWrite(path + " leads through too many links; expected at most 40.");
        }
      } else {
        if (!walk.isLast()) {
          check(path, step);
        }
        walk.enter();
      }
    }
    return inside(walk.at());
  }

  private Path inside(String path) {
    return root.resolve(path.substring(1));
  }

  private void check(String path, Path folder) throws IOException, CannotWrite {
    Map<String, Object> seen =
        Files.readAttributes(folder, "unix:mode,gid", LinkOption.NOFOLLOW_LINKS);
    int mode = (Integer) seen.get("mode");
    if ((mode & 0170000) != 0040000) { // inode(7), S_IFMT and S_IFDIR
      throw new CannotWrite(shown(folder) + " is no directory; expected one on the way to " + path);
    }
    checkOwner(path, folder);
    boolean byGroup = (mode & 0020) != 0 && !seen.get("gid").equals(0);
    if (byGroup || (mode & 0002) != 0) {
      throw new CannotWrite(
          String.format(
              Locale.ROOT,
              "%s, on the way to %s, is writable by others (mode %04o). Whoever can write there"
                  + " could redirect what root does. Take the right away: chmod go-w %s",
              shown(folder),
              path,
              mode & 07777,
              shown(folder)));
    }
  }

  private void checkOwner(String path, Path component) throws IOException, CannotWrite {
    Object owner = Files.getAttribute(component, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(0) && !owner.equals(self())) {
      throw new CannotWrite(
          shown(component)
              + ", on the way to "
              + path
              + ", belongs to user "
              + owner
              + ", who could redirect what root does. Expected root's: chown root "
              + shown(component));
    }
  }

  private static Object self() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private String shown(Path component) {
    return component.equals(root) ? "/" : "/" + root.relativize(component);
  }
}
