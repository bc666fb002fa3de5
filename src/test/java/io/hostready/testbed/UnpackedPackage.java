package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A package that this machine's apt or a release of Debian offers, unpacked and not installed.
 * Source: scripts/testbed/unpack.
 */
public final class UnpackedPackage {

  private UnpackedPackage() {}

  /** Downloads it once and returns its root; a test is skipped if apt does not offer it. */
  public static Path root(String name) {
    return unpacked(name);
  }

  /** The same of a release of Debian, such as {@code forky}. */
  public static Path root(String name, String release) {
    return unpacked(name, release);
  }

  private static Path unpacked(String... arguments) {
    try {
      List<String> words = new ArrayList<>(List.of(Testbed.script("unpack").toString()));
      words.addAll(List.of(arguments));
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        Needed.isMissing("no " + String.join(" of ", arguments) + ": " + text.strip());
      }
      return Path.of(text.lines().toList().getLast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
