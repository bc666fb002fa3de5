package io.hostready.cli;

import io.hostready.host.AtomicFile;
import io.hostready.host.RootTrust;
import io.hostready.run.HostReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The file of a capture, which is its owner's alone: it shows files not everybody may read. */
record CaptureFile(Path file, Optional<RootTrust> trust) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The name where none is given: hostready-HOSTNAME-TIME.host.gz. */
  static String usualName(HostReport live, Instant now) {
    String host = live.host().machine().hostname().orElse("host").replaceAll("[^A-Za-z0-9.-]", "_");
    String name = host.replaceFirst("^[.-]+", "");
    return "hostready-"
        + name.substring(0, Math.min(name.length(), 100))
        + "-"
        + TIME.format(now)
        + ".host.gz";
  }

  /**
   * Looks whether it can be written, before there is anything to write.
   *
   * @throws UsageException when it cannot
   */
  void check() {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
      throw new UsageException("invalid -o '" + file + "': use a file in an existing directory");
    }
    if (!Files.isWritable(directory)) {
      throw new UsageException(
          "cannot write '" + file + "': no write permission for its directory");
    }
    OutputTargets.refuseUnsafe("-o", file, AtomicFile.Access.OWNER_ONLY, trust);
  }

  void write(byte[] bytes) {
    try {
      AtomicFile.write(file, bytes, AtomicFile.Access.OWNER_ONLY, trust);
    } catch (IOException failed) {
      throw new UsageException(
          "cannot write the capture to '" + file + "': " + failed.getMessage());
    }
  }
}
