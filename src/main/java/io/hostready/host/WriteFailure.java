package io.hostready.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/**
 * Turns the kernel's error messages for a failed write into sentences with a correction. errno(3).
 */
final class WriteFailure {

  private WriteFailure() {}

  static WriteFailedException of(String verb, String path, IOException failed) {
    String reason =
        failed instanceof AccessDeniedException
            ? "Permission denied"
            : failed instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(failed.getMessage());
    String remedy =
        reason.contains("No space left") || reason.contains("Disk quota exceeded")
            ? " Free some space there and run again."
            : reason.contains("Read-only file system")
                ? " Mount it writable, or leave this host as it is."
                : reason.contains("Operation not permitted")
                    ? " Perhaps the file is immutable: lsattr shows an 'i', chattr -i takes it"
                        + " away."
                    : reason.contains("Permission denied") ? " Run hostready as root." : "";
    return new WriteFailedException(
        "could not " + verb + " " + path + ": " + reason + "." + remedy, failed);
  }
}
