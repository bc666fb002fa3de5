package io.hostready.testbed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What all boxes of a test run share: the project's scripts, the tree that they are laid over, and
 * the program under test with its libraries. Each part is found or made at its first use.
 */
final class Testbed {

  private static final AtomicReference<Optional<String>> MISSING = new AtomicReference<>();
  private static final Map<String, Path> TREES = new HashMap<>();
  private static final AtomicReference<Path> SCRATCH = new AtomicReference<>();
  private static final AtomicReference<Path> LIBRARIES = new AtomicReference<>();

  private Testbed() {}

  /** Why no box can be started here; empty when one can. Starts one, the first time. */
  static synchronized Optional<String> missing() {
    Optional<String> known = MISSING.get();
    if (known == null) {
      known = missingRoot().or(Testbed::missingBox);
      MISSING.set(known);
    }
    return known;
  }

  static Optional<String> missingRoot() {
    try {
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return user.equals(0) ? Optional.empty() : Optional.of("needs root, this is uid " + user);
    } catch (IOException e) {
      return Optional.of("needs root, and who this is cannot be seen: " + e);
    }
  }

  private static Optional<String> missingBox() {
    try (Box box = Box.start()) {
      box.run("true").succeeds();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The project's directory. */
  static Path project() {
    return Path.of(System.getProperty("hostready.project", "")).toAbsolutePath();
  }

  static Path script(String name) {
    return project().resolve("scripts/testbed").resolve(name);
  }

  /** The release of Debian that boxes are laid over, when none is named. */
  static final String SUITE = "trixie";

  /** The tree that most boxes are laid over. */
  static Path tree() {
    return tree(SUITE);
  }

  /** The bootstrapped tree; made now if this machine has none yet, which takes half a minute. */
  static synchronized Path tree(String suite) {
    return TREES.computeIfAbsent(suite, name -> pathPrintedBy("prepare", name));
  }

  /** Debian's dockerd, containerd and runc, unpacked; downloaded once. */
  static synchronized Path engine() {
    return TREES.computeIfAbsent("engine", _ -> pathPrintedBy("engine"));
  }

  /** Debian's programs for labels of SELinux, and its policy, unpacked; downloaded once. */
  static synchronized Path selinux() {
    return TREES.computeIfAbsent("selinux", _ -> pathPrintedBy("selinux"));
  }

  /** The files of a package that is installed in a tree, as dpkg lists them. */
  static List<String> files(Path tree, String name) {
    return Disk.run(tree, List.of("dpkg-query", "--root=" + tree, "-L", name)).lines().toList();
  }

  private static Path pathPrintedBy(String name, String... arguments) {
    String script = script(name).toString();
    List<String> argv = new ArrayList<>(List.of(script));
    argv.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(argv)
              .redirectInput(new File("/dev/null"))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0 || said.isBlank()) {
        throw new IllegalStateException(
            script
                + " ended with "
                + exit
                + "; it should print the path of a tree, run it by hand");
      }
      return Path.of(said.lines().toList().getLast().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + script + " ran", e);
    }
  }

  /** A new directory outside all boxes, deleted when the JVM ends in good order. */
  static synchronized Path scratch(String name) {
    try {
      Path all = SCRATCH.get();
      if (all == null) {
        all = Files.createTempDirectory("hostready-testbed");
        SCRATCH.set(all);
        Path doomed = all;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Disk.delete(doomed)));
      }
      return Files.createTempDirectory(all, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JDK that runs the tests. */
  static Path jdk() {
    return Path.of(System.getProperty("java.home"));
  }

  /**
   * The jars of the class path of this test run, gathered in one directory so that one mount brings
   * them all.
   */
  static synchronized Path libraries() {
    Path known = LIBRARIES.get();
    if (known == null) {
      known = gatherLibraries();
      LIBRARIES.set(known);
    }
    return known;
  }

  private static Path gatherLibraries() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    List<Path> jars =
        List.of(classPath.split(File.pathSeparator)).stream()
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .toList();
    Path directory = project().resolve("target/testbed/lib");
    try {
      Files.createDirectories(directory);
      for (Path jar : jars) {
        Path there = directory.resolve(jar.getFileName());
        if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)
            || Files.size(there) != Files.size(jar)) {
          Path half = Files.createTempFile(directory, "half", null);
          Files.copy(jar, half, StandardCopyOption.REPLACE_EXISTING);
          Files.move(half, there, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
