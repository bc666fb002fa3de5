package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

/** In memory: root, as who tests run, is refused nothing. */
class WriteFailureTest {

  @Test
  void aRefusalTellsToBeRoot() {
    assertEquals(
        "could not write /etc/x: Permission denied. Run hostready as root.",
        said(new AccessDeniedException("/etc/x")));
  }

  @Test
  void theKernelsReasonComesWithItsRemedy() {
    assertEquals(
        "could not write /etc/x: Read-only file system. Mount it writable, or leave this host as it"
            + " is.",
        said(new FileSystemException("/etc/x", null, "Read-only file system")));
    assertEquals(
        "could not write /etc/x: No space left on device. Free some space there and run again.",
        said(new IOException("No space left on device")));
    assertEquals(
        "could not write /etc/x: Input/output error.", said(new IOException("Input/output error")));
  }

  private static String said(IOException failed) {
    return WriteFailure.of("write", "/etc/x", failed).getMessage();
  }
}
