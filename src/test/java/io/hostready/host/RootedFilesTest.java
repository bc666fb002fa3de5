package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.testbed.Eventually;
import io.hostready.testbed.NeedsRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tree is a prison: whatever its links say, nothing outside is read. */
class RootedFilesTest {

  @TempDir Path directory;

  private Path root;
  private RootedFiles tree;

  /** Beside the tree lies a secret; in it, at the same absolute path, a decoy. */
  @BeforeEach
  void makeTree() throws IOException {
    root = Files.createDirectories(directory.resolve("tree"));
    tree = new RootedFiles(root);
    write(directory.resolve("secret"), "secret");
    write(directory.resolve("outside/secret"), "secret");
    write(root.resolve("etc/hostname"), "inside");
    write(root.resolve("secret"), "decoy");
    write(root.resolve("usr/lib/os-release"), "ID=tree");
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void link(String path, String target) throws IOException {
    Path link = root.resolve(path.substring(1));
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private String read(String path) {
    return switch (tree.read(path)) {
      case Present(var content, _) -> new String(content, StandardCharsets.UTF_8);
      case Absent(_) -> "missing";
      case Unreadable(_, var why) -> "unreadable: " + why;
    };
  }

  @ParameterizedTest(name = "a link to {0} gives {1}")
  @CsvSource({
    "/etc/hostname, inside",
    "../etc/hostname, inside",
    "../../../../../../etc/hostname, inside",
    "../secret, decoy",
    "../../secret, decoy",
    "../outside/secret, missing",
    "/../../secret, decoy",
    "/usr/../../secret, decoy",
    "/etc/passwd, missing",
    "nothing, missing",
    "/nothing/at/all, missing",
    "/etc/hostname/deeper, missing",
  })
  void aLinkLeadsToThePlaceWithinTheTree(String target, String content) throws IOException {
    link("/d/link", target);
    assertEquals(content, read("/d/link"));
  }

  @Test
  void anAbsoluteLinkToTheRealSecretStaysInside() throws IOException {
    link("/link", directory.resolve("secret").toString());
    assertEquals("missing", read("/link"));
    assertEquals(new Absent<>("/link"), tree.status("/link", true));
  }

  @Test
  void aLinkedDirectoryOutsideIsNotEnteredNorListed() throws IOException {
    link("/out", directory.resolve("outside").toString());
    link("/up", "../outside");
    for (String way : List.of("/out", "/up")) {
      assertEquals("missing", read(way + "/secret"));
      assertEquals(new Absent<>(way), tree.list(way));
      assertEquals(new Absent<>(way + "/secret"), tree.status(way + "/secret", false));
    }
  }

  @Test
  void aChainOfLinksDoesNotClimbOut() throws IOException {
    link("/a", "b/c");
    link("/b", "/deep/er");
    Files.createDirectories(root.resolve("deep/er"));
    link("/deep/er/c", "../../../../secret");
    assertEquals("decoy", read("/a"));
  }

  @Test
  void aLinkInTheMiddleOfAPathIsFollowed() throws IOException {
    link("/lib", "usr/lib");
    link("/etc/os-release", "../lib/os-release");
    assertEquals("ID=tree", read("/lib/os-release"));
    assertEquals("ID=tree", read("/etc/os-release"));
    assertEquals(new Present<>(List.of("os-release"), "/lib"), tree.list("/lib"));
  }

  @ParameterizedTest
  @CsvSource({"/../secret, decoy", "/etc/../../secret, decoy", "/etc/./hostname, inside"})
  void dotsInTheAskedPathDoNotClimbOut(String path, String content) {
    assertEquals(content, read(path));
  }

  @Test
  void aCircleOfLinksEndsAsTheKernelEndsIt() throws IOException {
    link("/a", "b");
    link("/b", "a");
    link("/self", "self/self/self");
    for (String path : List.of("/a", "/b/c", "/self")) {
      assertEquals("unreadable: Too many levels of symbolic links", read(path));
      assertInstanceOf(Unreadable.class, tree.list(path));
      assertInstanceOf(Unreadable.class, tree.status(path, true));
    }
    assertInstanceOf(Present.class, tree.status("/a", false));
  }

  @Test
  void fortyLinksAreFollowedAndFortyOneAreNot() throws IOException {
    write(root.resolve("n0"), "end");
    for (int i = 1; i <= 41; i++) {
      link("/n" + i, "n" + (i - 1));
    }
    assertEquals("end", read("/n40"));
    assertEquals("unreadable: Too many levels of symbolic links", read("/n41"));
  }

  @Test
  void aLinkLooksLikeALinkWhenItIsNotFollowed() throws IOException {
    link("/dangling", "/nowhere");
    Reading<FileStatus> status = tree.status("/dangling", false);
    assertTrue(
        status instanceof Present(var present, _)
            && present.type() == FileStatus.Type.LINK
            && present.linkTarget().equals(Optional.of("/nowhere")),
        status::toString);
    assertEquals(new Absent<>("/dangling"), tree.status("/dangling", true));
  }

  @Test
  void aFifoIsNotOpened() throws IOException, InterruptedException {
    String fifo = root.resolve("etc/fifo").toString();
    assertEquals(0, new ProcessBuilder("mkfifo", fifo).start().waitFor());
    assertEquals(
        "unreadable: it is a fifo, not a regular file",
        assertTimeoutPreemptively(Eventually.LIMIT, () -> read("/etc/fifo")));
  }

  @Test
  void whatIsNotAFileIsNotRead() {
    assertEquals("unreadable: it is a directory, not a regular file", read("/etc"));
    assertEquals(new Absent<>("/etc/hostname"), tree.list("/etc/hostname"));
  }

  @Test
  void aFileIsReadUpToTheLimitAndNotBeyond() throws IOException {
    try (var out = Files.newByteChannel(root.resolve("big"), writing())) {
      out.position(HostFiles.MAX_BYTES - 1);
      out.write(java.nio.ByteBuffer.wrap(new byte[] {'x'}));
    }
    assertTrue(
        tree.read("/big") instanceof Present(var content, _)
            && content.length == HostFiles.MAX_BYTES);
    Files.write(root.resolve("big"), new byte[] {'y'}, java.nio.file.StandardOpenOption.APPEND);
    assertEquals("unreadable: it is larger than 16 MiB", read("/big"));
  }

  private static java.util.Set<java.nio.file.StandardOpenOption> writing() {
    return java.util.EnumSet.of(
        java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE);
  }

  @ParameterizedTest
  @CsvSource({"a\0b", "'/etc/\0'"})
  void aNameThatNoFileCanHaveIsUnreadable(String name) {
    assertInstanceOf(Unreadable.class, tree.read("/" + name));
    assertInstanceOf(Unreadable.class, tree.status("/" + name, true));
  }

  @Test
  void anOverlongNameIsMissing() {
    assertEquals("missing", read("/etc/" + "x".repeat(300)));
    assertEquals("missing", read("/etc/" + "x".repeat(300) + "/y"));
  }

  /** Root is denied nothing, so another user's eyes are needed. */
  @Test
  @NeedsRoot
  void aDirectoryThatMayNotBeEnteredIsUnreadableNotMissing() throws Exception {
    Path closed = Files.createDirectories(root.resolve("closed"));
    write(closed.resolve("file"), "x");
    write(closed.resolve("deep/file"), "x");
    for (Path path = directory; path.getNameCount() > 1; path = path.getParent()) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    Process asNobody =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                root.toString(),
                "/closed/file",
                "/closed/deep/file",
                "/closed/none")
            .redirectErrorStream(true)
            .start();
    String said = new String(asNobody.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(asNobody.waitFor(Eventually.LIMIT));
    String expected =
        Stream.of("/closed/file", "/closed/deep/file", "/closed/none")
            .map(path -> new Unreadable<>(path, "Permission denied") + "\n")
            .map(line -> line.repeat(2)) // read, and asked for the status
            .collect(Collectors.joining());
    assertEquals(expected, said, "as the user nobody");
  }

  /** Reads paths of a tree in a process of its own. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] arguments) {
      RootedFiles tree = new RootedFiles(Path.of(arguments[0]));
      for (String path : List.of(arguments).subList(1, arguments.length)) {
        System.out.println(tree.read(path));
        System.out.println(tree.status(path, true));
      }
    }
  }

  @Test
  void somethingIsThereWhereALookFindsIt() throws IOException {
    link("/etc/to-file", "/usr/lib/os-release");
    link("/etc/to-nowhere", "/none");
    link("/etc/to-outside", "../../../outside/secret");
    link("/etc/circle", "circle");
    List<String> there =
        List.of("/", "/etc", "/etc/hostname", "/etc/to-file", "/usr/lib/../lib/os-release");
    List<String> not =
        List.of(
            "/none",
            "/etc/to-nowhere",
            "/etc/to-outside",
            "/etc/circle",
            "/etc/hostname/x",
            "/a\0b",
            "/" + "x".repeat(300));
    for (HostFiles files : List.of(tree, new LiveFiles())) {
      String before = files == tree ? "" : root.toString();
      there.forEach(path -> assertTrue(files.has(before + path), path));
      not.forEach(path -> assertFalse(files.has(before + path), path));
      Stream.concat(there.stream(), not.stream())
          .forEach(
              path ->
                  assertEquals(
                      files.status(before + path, true) instanceof Present,
                      files.has(before + path),
                      path));
    }
  }
}
