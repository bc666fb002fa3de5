package io.hostready.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** The version of this program, and the rules that it uses. */
final class Installation {

  private static final String VERSION = readVersion();

  private Installation() {}

  /**
   * A directory of rules that replaces those in the program: scripts/hostready sets the project's,
   * so that an edited rule is used without a build.
   */
  static Optional<Path> rules() {
    return Optional.ofNullable(System.getProperty("hostready.rules")).map(Path::of);
  }

  /** The version of the build. */
  static String version() {
    return VERSION;
  }

  private static String readVersion() {
    try (InputStream in =
        Objects.requireNonNull(Installation.class.getResourceAsStream("version.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
