package io.hostready.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What every guest starts from: the directory that scripts/testbed/guest-image made, and the disk
 * with the program under test that scripts/testbed/guest-disk made. scripts/test-host hands both
 * over.
 */
final class GuestImage {

  private GuestImage() {}

  /** Why no guest can be started; empty when one can. */
  static Optional<String> missing() {
    if (Files.isRegularFile(directory().resolve("memory")) && Files.isRegularFile(disk())) {
      return Optional.empty();
    }
    return Optional.of(
        "needs the image of a guest in hostready.guest.image ('%s') and its second disk in"
                .formatted(directory())
            + " hostready.guest.disk ('%s'); run scripts/test-host, it makes them"
                .formatted(disk()));
  }

  static Path directory() {
    return Path.of(System.getProperty("hostready.guest.image", ""));
  }

  static Path disk() {
    return Path.of(System.getProperty("hostready.guest.disk", ""));
  }

  /** The packaged program's directory, the same that is on that disk. */
  static Path bundle() {
    return Path.of(System.getProperty("hostready.guest.bundle", ""));
  }

  /** A directory with Debian's real engine as .deb files: "docker" or "distribution". */
  static Path packages(String name) {
    return directory().resolve("packages").resolve(name);
  }
}
