package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A package that this machine's apt offers, unpacked and not installed. Source:
 * scripts/testbed/unpack.
 */
public final class UnpackedPackage {

  private UnpackedPackage() {}

  /** Downloads it once and returns its root; a test is skipped if apt does not offer it. */
  public static Path root(String name) {
    try {
      Process process =
          new ProcessBuilder(Testbed.script("unpack").toString(), name)
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        Needed.isMissing("no " + name + ": " + text.strip());
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
