package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hostready.testbed.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDirectoryTest {

  @TempDir Path root;

  @Test
  void directoryIsEntered() throws IOException {
    Files.createDirectories(root.resolve("a/b"));
    try (OpenDirectory directory = OpenDirectory.at(root);
        OpenDirectory entered = directory.enter("a")) {
      assertEquals(List.of("b"), entered.names());
    }
  }

  @Test
  void linkIsNotEntered() throws IOException {
    Files.createDirectory(root.resolve("a"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("a"));
    try (OpenDirectory directory = OpenDirectory.at(root)) {
      assertThrows(IOException.class, () -> directory.enter("link"));
    }
  }

  /** A user exchanges a directory for it between the look at it and its opening. */
  @Test
  void fifoIsNotWaitedFor() throws Exception {
    Process made = new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start();
    assertEquals(0, made.waitFor());
    try (OpenDirectory directory = OpenDirectory.at(root)) {
      assertTimeoutPreemptively(
          Eventually.LIMIT, () -> assertThrows(IOException.class, () -> directory.enter("fifo")));
    }
  }
}
