package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Needed;
import io.hostready.testbed.NeedsRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {

  @TempDir Path root;

  private DurableFiles files;

  @BeforeEach
  void etc() throws IOException {
    Files.createDirectory(root.resolve("etc"));
    Files.setAttribute(root.resolve("etc"), "unix:mode", 0755);
    files = new DurableFiles(root, CrashPoints.NONE);
  }

  private FileSnapshot.Regular file(String text, int mode) throws WriteFailedException {
    return DurableFiles.file(Bytes.of(text), files.newAccess(mode), Map.of());
  }

  private void refuses(String path, String why) {
    WriteFailedException refused =
        assertThrows(WriteFailedException.class, () -> files.write(path, file("x\n", 0644), false));
    assertTrue(refused.why().contains(why), refused.why());
  }

  @Test
  void whatWasWrittenIsThereWithItsMode() throws Exception {
    files.write("/etc/x", file("text\n", 0640), false);
    assertEquals("text\n", Files.readString(root.resolve("etc/x")));
    assertEquals(0100640, Files.getAttribute(root.resolve("etc/x"), "unix:mode"));
    try (var all = Files.list(root.resolve("etc"))) {
      assertEquals(1, all.count(), "something is left beside it");
    }
  }

  @Test
  void snapshotPutsBackTheSameFile() throws Exception {
    Path file = root.resolve("etc/x");
    Files.writeString(file, "one\n");
    Files.setAttribute(file, "unix:mode", 04750);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_123L));
    FileSnapshot before = files.snapshot("/etc/x");
    files.write("/etc/x", file("two\n", 0644), false);
    files.write("/etc/x", assertInstanceOf(FileSnapshot.Regular.class, before), true);
    assertEquals(before, files.snapshot("/etc/x"));
  }

  @Test
  void extendedAttributesAreKeptAndPutBack() throws Exception {
    Path file = Files.writeString(root.resolve("etc/x"), "one\n");
    var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    try {
      view.write("hostready", java.nio.ByteBuffer.wrap(new byte[] {7, 0, 7}));
    } catch (IOException none) {
      Needed.isMissing("this file system keeps no extended attributes: " + none);
    }
    var before = assertInstanceOf(FileSnapshot.Regular.class, files.snapshot("/etc/x"));
    assertEquals(Map.of("user.hostready", Bytes.of(new byte[] {7, 0, 7})), before.attributes());
    files.write("/etc/x", file("two\n", 0644), false);
    assertEquals(
        Map.of(),
        assertInstanceOf(FileSnapshot.Regular.class, files.snapshot("/etc/x")).attributes());
    files.write("/etc/x", before, true);
    assertEquals(before, files.snapshot("/etc/x"));
  }

  @Test
  void linkAtTheEndIsNotFollowed() throws Exception {
    Files.writeString(root.resolve("victim"), "mine\n");
    Files.createSymbolicLink(root.resolve("etc/x"), root.resolve("victim"));
    refuses("/etc/x", "not a regular file");
    assertEquals("mine\n", Files.readString(root.resolve("victim")));
  }

  @Test
  void linkPlantedUnderTheTemporaryNameIsNotFollowed() throws Exception {
    Files.writeString(root.resolve("victim"), "mine\n");
    Path planted = root.resolve(DurableFiles.temporary("/etc/x").substring(1));
    Files.createSymbolicLink(planted, root.resolve("victim"));
    files.write("/etc/x", file("x\n", 0644), false);
    assertEquals("mine\n", Files.readString(root.resolve("victim")));
    assertEquals("x\n", Files.readString(root.resolve("etc/x")));
    assertFalse(Files.exists(planted, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void directoryThatOthersCanWriteInIsRefused() throws Exception {
    Files.setAttribute(root.resolve("etc"), "unix:mode", 0777);
    refuses("/etc/x", "'/etc' can be written by others (mode 0777)");
    Files.setAttribute(root.resolve("etc"), "unix:mode", 01777);
    refuses("/etc/x", "can be written by others (mode 1777)");
  }

  @Test
  void linkOnTheWayLeadsWithinTheRoot() throws Exception {
    Files.createSymbolicLink(root.resolve("lib"), Path.of("/etc"));
    files.write("/lib/x", file("x\n", 0644), false);
    assertEquals("x\n", Files.readString(root.resolve("etc/x")));
  }

  @Test
  void loopOfLinksIsRefused() throws Exception {
    Files.createSymbolicLink(root.resolve("a"), Path.of("/b"));
    Files.createSymbolicLink(root.resolve("b"), Path.of("/a"));
    refuses("/a/x", "Too many levels of symbolic links");
  }

  /** Only root can give a directory away. */
  @Test
  @NeedsRoot
  void somebodyElsesDirectoryIsRefused() throws Exception {
    Files.setAttribute(root.resolve("etc"), "unix:uid", 65534);
    refuses("/etc/x", "belongs to user 65534");
  }

  @Test
  void directoryWithAnAccessControlListIsRefused() throws Exception {
    AccessControlList.letWrite(root.resolve("etc"), 1001);
    refuses("/etc/x", "'/etc' can be written by users of its access control list");
    refuses("/etc/x", "Run 'setfacl -b /etc'.");
  }

  @Test
  void missingDirectoryIsNamed() {
    refuses("/etc/none/x", "missing");
  }

  @Test
  void fileInPlaceOfADirectoryIsNamed() throws Exception {
    Files.writeString(root.resolve("etc/x"), "");
    refuses("/etc/x/y", "/etc/x is not a directory");
  }

  @Test
  void failedWriteLeavesNothing() throws Exception {
    // Root is refused nothing but what no file system takes.
    refuses("/etc/" + "x".repeat(256), "File name too long");
    try (var all = Files.list(root.resolve("etc"))) {
      assertEquals(0, all.count());
    }
  }

  @Test
  void directoryHasItsModeFromTheStart() throws Exception {
    List<Object> modes = new ArrayList<>();
    DurableFiles watched =
        new DurableFiles(
            root,
            _ -> {
              try {
                if (Files.exists(root.resolve("etc/d"))) {
                  modes.add(Files.getAttribute(root.resolve("etc/d"), "unix:mode"));
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    watched.makeDirectory("/etc/d", files.newAccess(0755));
    assertEquals(List.of(040755), modes);
  }

  @Test
  void directoryInUseIsNotRemoved() throws Exception {
    files.makeDirectory("/etc/d", files.newAccess(0755));
    Files.writeString(root.resolve("etc/d/x"), "");
    assertFalse(files.removeDirectory("/etc/d"));
    Files.delete(root.resolve("etc/d/x"));
    assertTrue(files.removeDirectory("/etc/d"));
    assertInstanceOf(FileSnapshot.Missing.class, files.snapshot("/etc/d"));
  }

  @Test
  void tornLineIsTakenAwayWhenTheFileIsOpenedAgain() throws Exception {
    try (DurableLines lines = files.lines("/etc/log")) {
      lines.add("one");
    }
    Files.writeString(root.resolve("etc/log"), "tw", java.nio.file.StandardOpenOption.APPEND);
    try (DurableLines lines = files.lines("/etc/log")) {
      lines.add("three");
    }
    assertEquals("one\nthree\n", Files.readString(root.resolve("etc/log")));
  }

  @Test
  void lockIsHeldByOneAtATime() throws Exception {
    List<String> told = new ArrayList<>();
    Optional<HostLock> first = HostLock.take(files, "/etc/lock", Duration.ZERO, told::add);
    assertTrue(first.isPresent());
    assertTrue(HostLock.take(files, "/etc/lock", Duration.ZERO, told::add).isEmpty());
    assertEquals(List.of("process " + ProcessHandle.current().pid()), told);
    first.get().close();
    HostLock.take(files, "/etc/lock", Duration.ZERO, told::add).orElseThrow().close();
  }
}
