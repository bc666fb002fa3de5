package io.hostready.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the program lies and which version it is. */
final class Installation {

  private Installation() {}

  /** The folder of the shipped rules, as the launcher says by {@code -Dhostready.rules}. */
  static Path rules() {
    String rules = System.getProperty("hostready.rules");
    if (rules == null) {
      throw new UsageError(
          "the launcher did not say where the rules are; expected -Dhostready.rules=DIR. Start"
              + " hostready by its own script.");
    }
    return Path.of(rules);
  }

  /**
   * Refuses to run as the program that a cache remembers when its jar has been replaced by another:
   * JDK 25 takes classes from a cache that does not fit the jar, if only its name does. The
   * launcher says the size in bytes that the jar had when the cache was made.
   */
  static void checkJar() {
    String size = System.getProperty("hostready.jar");
    if (size == null) {
      return;
    }
    Path jar = Path.of(System.getProperty("java.class.path"));
    try {
      if (Files.size(jar) != Long.parseLong(size)) {
        throw new UsageError(
            "the program's jar "
                + jar
                + " has "
                + Files.size(jar)
                + " bytes, and the cache of its classes was made of one with "
                + size
                + "; expected the jar that came with it. Install hostready again, or remove the"
                + " file that ends in .aot beside it.");
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The version of the build. */
  static String version() {
    try (InputStream in = Installation.class.getResourceAsStream("version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
