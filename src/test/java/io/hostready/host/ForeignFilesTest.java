package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.NeedsRoot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What root reads that anybody may have made. User 1001 is eve; 1000 calls sudo. */
@NeedsRoot
class ForeignFilesTest {

  private static final int EVE = 1001;
  private static final Optional<RootTrust> TRUST =
      Optional.of(RootTrust.rootAndCaller(Map.of("SUDO_UID", "1000")));

  @TempDir Path scratch;
  private Path hers;
  private Path secret;

  @BeforeEach
  void files() throws IOException {
    secret = Files.writeString(scratch.resolve("private.json"), "root's");
    hers = Files.createDirectory(scratch.resolve("eve"));
    give(hers, EVE);
  }

  private static void give(Path path, int user) throws IOException {
    Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = ForeignFiles.open(file, TRUST)) {
      return new String(in.readAllBytes());
    }
  }

  private static void refuses(Path file, String why) {
    String said = String.valueOf(assertThrows(IOException.class, () -> read(file)).getMessage());
    assertTrue(said.contains(why), said);
  }

  @Test
  void fileOfAnotherUserIsRead() throws IOException {
    Path file = Files.writeString(hers.resolve("r.json"), "hers");
    give(file, EVE);
    assertEquals("hers", read(file));
  }

  @Test
  void linkOfAnotherUserIsNotFollowed() throws IOException {
    Path link = Files.createSymbolicLink(hers.resolve("x.json"), secret);
    give(link, EVE);
    refuses(link, "is a link and belongs to user 1001");
    Path way = Files.createSymbolicLink(hers.resolve("way"), scratch);
    give(way, EVE);
    refuses(way.resolve("private.json"), "is a link and belongs to user 1001");
    assertThrows(UntrustedException.class, () -> ForeignFiles.check(way, TRUST));
  }

  @Test
  void linkOfTheCallerOfSudoIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(scratch.resolve("latest.json"), secret);
    give(link, 1000);
    assertEquals("root's", read(link));
  }

  @Test
  void filesOfTheKernelAreNotRead() throws IOException {
    Path link = Files.createSymbolicLink(scratch.resolve("f.json"), Path.of("/proc/version"));
    for (Path file : new Path[] {link, Path.of("/proc/version"), Path.of("/proc/kmsg")}) {
      refuses(file, "a file of the kernel");
      assertThrows(IOException.class, () -> ForeignFiles.open(file, Optional.empty()).close());
    }
  }
}
