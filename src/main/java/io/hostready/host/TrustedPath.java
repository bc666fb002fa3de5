package io.hostready.host;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A path that root resolves one component at a time, from one open directory to the next, without
 * following a link of an untrusted user. The checked directory is the one that is held open:
 * replacing a component during the resolution has no effect. Source: path_resolution(7), openat(2).
 */
final class TrustedPath implements AutoCloseable {

  /** The purpose of the path, which decides what its directories must be like. */
  enum Use {
    /**
     * A fix writes the last component: only trusted users can write in any directory of the path.
     */
    CHANGE,
    /** Root uses what it reads: as for a fix, or the directory is sticky, such as /tmp. */
    READ,
    /**
     * A report is written to the last component: others may own the directories, but cannot create
     * a link.
     */
    REPORT,
    /** As for a report, and a link in the last component is replaced. */
    SECRET_REPORT;

    boolean followsEnd() {
      return this == READ || this == REPORT;
    }

    boolean isReport() {
      return this == REPORT || this == SECRET_REPORT;
    }
  }

  /** An open directory; it is strong if no untrusted user can replace its entries. */
  private record Held(OpenDirectory open, boolean strong, boolean sticky) {}

  private final Path root;
  private final String path;
  private final RootTrust trust;
  private final Use use;
  private final PathResolver walk;
  private final Map<String, Held> held = new HashMap<>();
  private Optional<Inode> end = Optional.empty();

  private TrustedPath(Path root, String path, RootTrust trust, Use use) {
    this.root = root;
    this.path = path;
    this.trust = trust;
    this.use = use;
    this.walk = new PathResolver(path);
  }

  /**
   * Resolves a path to its last component.
   *
   * @param root the directory in which the path starts; the directories above it are trusted
   * @throws UntrustedException if an untrusted user could redirect the path
   * @throws NoSuchFileException naming a directory of the path that does not exist
   */
  static TrustedPath open(Path root, String path, RootTrust trust, Use use) throws IOException {
    TrustedPath opened = new TrustedPath(root, path, trust, use);
    try {
      opened.walk();
      return opened;
    } catch (IOException | RuntimeException failed) {
      opened.close();
      throw failed;
    }
  }

  /**
   * The same for an ordinary user, whom only the kernel's permissions restrict: nothing is refused.
   */
  static TrustedPath ofOrdinaryUser(Path named, Use use) throws IOException {
    Path file = named.toAbsolutePath();
    Path real =
        use.followsEnd() && Files.exists(file)
            ? file.toRealPath()
            : file.getParent().toRealPath().resolve(file.getFileName());
    Path top = Path.of("/");
    TrustedPath opened = new TrustedPath(top, real.toString(), RootTrust.rootAndSelf(), use);
    while (opened.walk.next()) {
      opened.walk.enter();
    }
    Path directory = real.getParent();
    opened.held.put(directory.toString(), new Held(OpenDirectory.at(directory), true, false));
    opened.end = opened.inode(real.toString());
    return opened;
  }

  private void walk() throws IOException {
    hold("/", OpenDirectory.at(root));
    while (walk.next()) {
      String step = walk.step();
      end = inode(step);
      boolean isLink = end.isPresent() && end.get().isLink();
      if (isLink && (use.followsEnd() || !walk.isLast())) {
        follow(step, end.get());
        continue;
      }
      if (!walk.isLast()) {
        enter(step);
      }
      walk.enter();
    }
    end = inode(walk.at()); // the path can end with ".."
  }

  private Optional<Inode> inode(String step) throws IOException {
    return directoryOf(step).open().inode(name(step));
  }

  private void follow(String step, Inode link) throws IOException {
    Held directory = directoryOf(step);
    Optional<RootTrust.Weakness> weakness = trust.weakness(link);
    if (weakness.isPresent()) {
      throw untrusted(step, "is a link and " + weakness.get().why(), advice());
    }
    boolean keptBySticky = use == Use.READ && directory.sticky() && link.links() == 1;
    if (!directory.strong() && !keptBySticky) {
      throw untrusted(step, "is a link in a directory that others can write", advice());
    }
    String target = directory.open().linkTarget(name(step));
    if (!inode(step).equals(Optional.of(link))) {
      throw replaced(step);
    }
    if (!walk.follow(target)) {
      throw new FileSystemException(path, null, "Too many levels of symbolic links");
    }
  }

  /** Opens a directory of the path, unless it is already open. */
  private Held enter(String step) throws IOException {
    if (end.isEmpty()) {
      throw new NoSuchFileException(step);
    }
    if (!end.get().isDirectory()) {
      throw new NotDirectoryException(step);
    }
    Held known = held.get(step);
    return known != null ? known : hold(step, directoryOf(step).open().enter(name(step)));
  }

  /** Checks an open directory, by attributes that certainly belong to it. */
  private Held hold(String at, OpenDirectory directory) throws IOException {
    try {
      Inode inode = directory.inode(OpenDirectory.ITSELF).orElseThrow();
      Optional<RootTrust.Weakness> weakness = trust.weakness(inode);
      boolean sticky = inode.isSticky() && trust.owns(inode);
      if (weakness.isPresent() && !use.isReport() && !(use == Use.READ && sticky)) {
        throw untrusted(at, weakness.get().why(), advice(at, weakness.get()));
      }
      Held judged = new Held(directory, weakness.isEmpty(), sticky);
      held.put(at, judged);
      return judged;
    } catch (IOException | RuntimeException failed) {
      directory.close();
      throw failed;
    }
  }

  private UntrustedException untrusted(String at, String why, String advice) {
    return new UntrustedException(
        "'"
            + at
            + "' "
            + why
            + ": only "
            + trust.description()
            + " must be able to write it. "
            + advice);
  }

  private UntrustedException replaced(String at) {
    return new UntrustedException(
        "'"
            + at
            + "' was replaced or changed while hostready checked it. Find the program that changes"
            + " it, and run the command again");
  }

  /**
   * The correction for a directory that can be written: the mode of a trusted user's directory can
   * be changed.
   */
  private String advice(String directory, RootTrust.Weakness weakness) {
    return weakness
        .remedy()
        .map(command -> "Run '" + command + " " + directory + "'")
        .map(command -> use == Use.READ ? command + ", and review what is there" : command)
        .orElseGet(this::advice);
  }

  private String advice() {
    return switch (use) {
      case CHANGE ->
          "Use a directory of root's: move this one away, make it as root, and copy back what you"
              + " have reviewed";
      case READ ->
          "Copy '"
              + path
              + "' into a directory of root's, review the copy, and name that: 'cp -r "
              + path
              + " /root/'";
      case REPORT, SECRET_REPORT -> "Name another file";
    };
  }

  /**
   * The last component; empty if it does not exist. It is a link if links are not followed there.
   */
  Optional<Inode> end() {
    return end;
  }

  /** Whether no untrusted user can replace the last component. */
  boolean isStrong() {
    return directoryOf(walk.at()).strong();
  }

  /** The parent directory, open until this is closed. */
  OpenDirectory directory() {
    return directoryOf(walk.at()).open();
  }

  /** The name in the parent directory. */
  String name() {
    return name(walk.at());
  }

  /** The resolved path on this machine. */
  Path located() {
    return root.resolve(walk.at().substring(1));
  }

  /** Opens the directory at the path. No untrusted user can create a file in it. */
  OpenDirectory enterEnd() throws IOException {
    Held directory = enter(walk.at());
    requireTrustedEnd();
    return directory.open();
  }

  /**
   * Refuses a file that an untrusted user could have written. In a directory in which others can
   * create files, the file must have only one link: another user could have created a further one.
   */
  void requireTrustedEnd() throws IOException {
    Inode inode = end.orElseThrow(() -> new NoSuchFileException(path));
    Optional<RootTrust.Weakness> weakness = trust.weakness(inode);
    if (weakness.isPresent()) {
      throw untrusted(walk.at(), weakness.get().why(), advice());
    }
    Held directory = directoryOf(walk.at());
    if (!directory.strong() && !directory.sticky()) {
      throw untrusted(walk.at(), "is in a directory that others can write", advice());
    }
    if (inode.isRegularFile()) {
      requireOneName();
    }
  }

  /** Refuses a file with several hard links if an untrusted user could have created one of them. */
  void requireOneName() throws IOException {
    Optional<Inode> now = inode(walk.at());
    if (now.isPresent() && !isStrong() && now.get().links() != 1) {
      throw untrusted(walk.at(), "has " + now.get().links() + " names (hard links)", advice());
    }
  }

  /** Refuses a file that is not the one that was checked, or that has changed since. */
  void requireSameEnd() throws IOException {
    if (!inode(walk.at()).equals(end)) {
      throw replaced(walk.at());
    }
  }

  private Held directoryOf(String step) {
    Held directory = held.get(step.substring(0, Math.max(1, step.lastIndexOf('/'))));
    if (directory == null) {
      throw new IllegalStateException(step + " was reached from no directory");
    }
    return directory;
  }

  private static String name(String step) {
    return step.equals("/") ? OpenDirectory.ITSELF : step.substring(step.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    for (Held directory : held.values()) {
      directory.open().close();
    }
  }
}
