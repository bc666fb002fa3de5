package io.hostready.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where the program lies and which version it is. */
final class Installation {

  private Installation() {}

  /** The folder of the shipped rules, as the launcher says by {@code -Dhostready.rules}. */
  static Path rules() {
    String rules = System.getProperty("hostready.rules");
    if (rules != null) {
      return Path.of(rules);
    }
    try {
      return Path.of("/proc/self/exe").toRealPath().getParent().resolveSibling("rules");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * The version of the build; the launcher of a package knows it, which saves opening a resource.
   */
  static String version() {
    String told = System.getProperty("hostready.version");
    if (told != null) {
      return told;
    }
    try (InputStream in = Installation.class.getResourceAsStream("version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
