package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packaged program, made once for all tests, by scripts/package and little compressed: a native
 * executable, or a directory with Java where that cannot be built.
 */
public final class Bundle {

  public static final Path PROJECT =
      Path.of(System.getProperty("hostready.project", "")).toAbsolutePath();

  private static boolean made;

  private Bundle() {}

  /** The directory with the archives. */
  public static synchronized Path dist() {
    Path dist = PROJECT.resolve("target/dist");
    if (!made) {
      run(PROJECT, Map.of(), "scripts/package", "--quick").succeeds();
      made = true;
    }
    return dist;
  }

  /** The directory that runs from any place. */
  public static Path home() {
    return dist().resolve("hostready");
  }

  /** Whether bin/hostready is a native executable, and not a script that starts Java. */
  static boolean isNative() {
    return isNative(home());
  }

  /** The same of another bundle. */
  static boolean isNative(Path home) {
    return !Files.exists(home.resolve("runtime"));
  }

  /** The archive of that directory, for hosts like this one. */
  public static Path archive() {
    return only(dist(), "-linux-" + architecture() + ".tar.xz");
  }

  /** The package of it. */
  static Path deb() {
    return only(dist(), "_" + architecture() + ".deb");
  }

  /** Lintian has neither an error nor a warning for that package. */
  static void assertLintianFindsNothing(Path deb) {
    ProgramRun ran =
        run(
            deb.getParent(),
            Map.of(),
            "lintian",
            "--allow-root",
            "--fail-on",
            "error,warning",
            "--tag-display-limit",
            "0",
            deb.toString());
    assertEquals("", ran.succeeds().out());
  }

  /** Debian's name of this machine's architecture. */
  static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }

  /** A copy of a bundle, with the modification times or with those of now. */
  static Path copied(Path home, Path place, boolean withTimes) {
    String option = withTimes ? "-rp" : "-r";
    run(PROJECT, Map.of(), "cp", option, home.toString(), place.toAbsolutePath().toString())
        .succeeds();
    return place;
  }

  /** The one file in a directory whose name ends so. */
  public static Path only(Path directory, String ending) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      if (found.size() != 1) {
        throw new AssertionError(
            "expected one file *" + ending + " in " + directory + ": " + found);
      }
      return found.getFirst();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Runs the program of a bundle. */
  static ProgramRun program(Path home, Map<String, String> environment, String... arguments) {
    String[] argv = new String[arguments.length + 1];
    argv[0] = home.resolve("bin/hostready").toString();
    System.arraycopy(arguments, 0, argv, 1, arguments.length);
    return run(PROJECT, environment, argv);
  }

  /** Runs a command to its end, with more variables than this process has, and no input. */
  public static ProgramRun run(Path directory, Map<String, String> environment, String... argv) {
    try {
      Path out = Files.createTempFile("hostready-out", null);
      Path err = Files.createTempFile("hostready-err", null);
      try {
        ProcessBuilder builder =
            new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        long started = System.nanoTime();
        int exit = builder.start().waitFor();
        return new ProgramRun(
            List.of(argv),
            exit,
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8),
            Duration.ofNanos(System.nanoTime() - started));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
