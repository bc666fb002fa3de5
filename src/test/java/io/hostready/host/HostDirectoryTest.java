package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostDirectoryTest {

  @TempDir Path directory;

  private void write(String path, String content) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String complaint(Path path) {
    return assertThrows(IllegalArgumentException.class, () -> HostDirectory.open(path))
        .getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "host/", "host/root", "host/./root/../root"})
  void aHostIsOpenedByItsDirectoryOrByTheTreeInIt(String path) throws IOException {
    write("host/root/etc/hostname", "web\n");
    write("host/commands", "$ uname -m\n  i686\n");
    write("host/attributes", "0640 root adm file /etc/hostname\n");
    Host host = HostDirectory.open(directory.resolve(path));
    assertEquals("web", host.trimmedText("/etc/hostname").orElseThrow());
    assertEquals(new CommandOutcome.Ended(0, "i686\n", ""), host.run(List.of("uname", "-m")));
    assertEquals("0640", host.status("/etc/hostname").toOptional().orElseThrow().octalMode());
    assertFalse(host.source().isThisMachine());
  }

  @ParameterizedTest
  @ValueSource(strings = {"proc", "etc", "sys"})
  void aBareTreeIsAHost(String name) throws IOException {
    write("tree/" + name + "/file", "x");
    write("tree/commands", "$ uname -m\n  i686\n");
    Host host = HostDirectory.open(directory.resolve("tree"));
    assertEquals("x", host.trimmedText("/" + name + "/file").orElseThrow());
    assertEquals(
        new CommandOutcome.NotRun("not recorded of this host"), host.run(List.of("uname", "-m")));
  }

  @Test
  void aTreeThatHasAHomeOfRootIsATree() throws IOException {
    write("tree/etc/hostname", "web");
    write("tree/root/etc/hostname", "wrong");
    assertEquals(
        "web",
        HostDirectory.open(directory.resolve("tree")).trimmedText("/etc/hostname").orElseThrow());
  }

  @Test
  void theHostIsCalledAsTheUserCalledIt() throws IOException {
    write("host/root/etc/hostname", "web");
    Path path = Path.of(directory + "/host/../host");
    assertEquals(new HostSource.Tree(path.toString()), HostDirectory.open(path).source());
  }

  @Test
  void whatIsNoDirectoryIsRefused() throws IOException {
    write("file", "x");
    Path file = directory.resolve("file");
    assertEquals("'" + file + "' is not a directory", complaint(file));
    Path none = directory.resolve("none");
    assertEquals("'" + none + "' not found", complaint(none));
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", "root"})
  void aDirectoryThatIsNoHostIsRefused(String name) throws IOException {
    write(name + "/notes.txt", "x");
    Path path = directory.resolve(name);
    assertEquals(
        "'" + path + "' is not the root directory of a host (no proc, sys, etc or root in it)",
        complaint(path));
  }

  @Test
  void aWrongFileBesideTheTreeIsNamed() throws IOException {
    write("host/root/etc/hostname", "web");
    write("host/commands", "uname -m\n");
    assertEquals(
        "'"
            + directory.resolve("host/commands")
            + "' line 1 is 'uname -m' and belongs to no command: begin with '$ command'.",
        complaint(directory.resolve("host")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"attributes", "commands"})
  void aPipeBesideTheTreeIsRefused(String name) throws Exception {
    write("host/root/etc/hostname", "web");
    Path pipe = directory.resolve("host").resolve(name);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertEquals(
        "cannot read '" + pipe + "': it is a pipe, socket or device, not a regular file",
        complaint(directory.resolve("host")));
  }

  @Test
  void recordedOutputThatIsNotUtf8IsReplayedAllTheSame() throws IOException {
    write("host/root/etc/hostname", "web");
    Files.write(directory.resolve("host/commands"), new byte[] {'$', ' ', 'a', '\n', ' ', ' ', -1});
    assertEquals(
        new CommandOutcome.Ended(0, "\ufffd\n", ""),
        HostDirectory.open(directory.resolve("host")).run(List.of("a")));
  }

  /** What cannot be parsed is shown, and a link could show any file of this machine. */
  @Test
  void linksBesideTheTreeAreNotFollowed() throws IOException {
    write("secret/etc/shadow", "root:hash\n");
    write("host/root/etc/hostname", "web\n");
    Path shadow = directory.resolve("secret/etc/shadow");
    Files.createSymbolicLink(directory.resolve("host/attributes"), shadow);
    Files.createSymbolicLink(directory.resolve("host/commands"), shadow);
    assertEquals(
        "web",
        HostDirectory.open(directory.resolve("host")).trimmedText("/etc/hostname").orElse(""));
    Files.createDirectory(directory.resolve("evil"));
    Files.createSymbolicLink(directory.resolve("evil/root"), directory.resolve("secret"));
    assertTrue(complaint(directory.resolve("evil")).contains("not the root directory of a host"));
  }

  @Test
  void aHugeDescriptionIsNotRead() throws IOException {
    write("host/root/etc/hostname", "web\n");
    try (RandomAccessFile sparse =
        new RandomAccessFile(directory.resolve("host/commands").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertTrue(complaint(directory.resolve("host")).endsWith(": it is larger than 16 MiB"));
  }
}
