package io.hostready.capture;

import io.hostready.host.ForeignFiles;
import io.hostready.host.HostFolder;
import io.hostready.host.RootTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Opens what {@code --host} names: a directory tree of a host, or a capture. */
public final class HostOpener {

  private HostOpener() {}

  /**
   * Opens a host.
   *
   * @param trust whom root trusts with what it reads; empty where anybody's is read
   * @throws UnreadableHostException saying why it is none
   */
  public static OpenedHost open(String path, Optional<RootTrust> trust) {
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file) ? !Capture.isIn(file) : !Files.exists(file)) {
        requireSafeWay(file, trust);
        return new OpenedHost(HostFolder.open(file), Map.of(), false);
      }
      Capture capture = Capture.read(file, trust);
      return new OpenedHost(capture.host(path), capture.manifest().without().undecided(), true);
    } catch (BadCapture bad) {
      throw new UnreadableHostException(
          "--host '"
              + path
              + "' is no capture that can be read: "
              + bad.getMessage()
              + ". Expected a file that 'hostready capture' made, or the directory tree of a"
              + " host.");
    } catch (IllegalArgumentException notAHost) {
      throw new UnreadableHostException("--host " + notAHost.getMessage());
    }
  }

  private static void requireSafeWay(Path tree, Optional<RootTrust> trust) {
    try {
      ForeignFiles.check(tree, trust);
    } catch (NoSuchFileException missing) {
      // Opening it says so.
    } catch (IOException refused) {
      throw new UnreadableHostException(
          "--host '" + tree + "' is not read: " + refused.getMessage() + ".");
    }
  }
}
