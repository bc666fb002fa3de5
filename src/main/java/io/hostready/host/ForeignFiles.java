package io.hostready.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reports and captures, which any user may have created. As root, this follows no link of an
 * untrusted user to them: it could lead to a file that only root can read. A file in /proc or /sys
 * is refused: reading it can block forever or have side effects.
 */
public final class ForeignFiles {

  private ForeignFiles() {}

  /**
   * Opens a regular file.
   *
   * @param trust whom root trusts; empty for an ordinary user
   * @throws UntrustedException if the path has a link of an untrusted user
   */
  public static InputStream open(Path named, Optional<RootTrust> trust) throws IOException {
    if (trust.isEmpty()) {
      Path real = named.toRealPath();
      if (!Files.isRegularFile(real)) {
        throw new IOException("it is not a regular file");
      }
      requireNotOfKernel(real);
      return TimedRead.stream(TimedRead.of(() -> Files.newInputStream(real)));
    }
    try (TrustedPath way = walk(named, trust.get())) {
      Inode end = way.end().orElseThrow(() -> new NoSuchFileException(named.toString()));
      if (!end.isRegularFile()) {
        throw new IOException("it is not a regular file");
      }
      return way.directory().openToRead(way.name());
    }
  }

  /** Refuses a path, such as a directory, that contains a link of an untrusted user. */
  public static void check(Path named, Optional<RootTrust> trust) throws IOException {
    if (trust.isPresent()) {
      walk(named, trust.get()).close();
    }
  }

  private static TrustedPath walk(Path named, RootTrust trust) throws IOException {
    TrustedPath way =
        TrustedPath.open(
            Path.of("/"), named.toAbsolutePath().toString(), trust, TrustedPath.Use.REPORT);
    try {
      requireNotOfKernel(way.located());
      return way;
    } catch (IOException refused) {
      way.close();
      throw refused;
    }
  }

  private static void requireNotOfKernel(Path real) throws IOException {
    if (real.startsWith("/proc") || real.startsWith("/sys")) {
      throw new IOException("it is '" + real + "', a file of the kernel");
    }
  }
}
