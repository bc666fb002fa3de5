package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of captures: the file, its rights, its name, and files that are none. */
class CaptureCommandTest {

  private static final String HOST = "test-fixtures/hosts/ubuntu-24.04-fresh.host";

  @TempDir Path directory;

  private Path capture() {
    Path file = directory.resolve("host.host.gz");
    Project.ProgramRun ran = Project.hostready("capture", "--host", HOST, "-o", file.toString());
    assertEquals(0, ran.exitCode(), ran.err());
    assertEquals("", ran.out());
    return file;
  }

  @Test
  void theFileIsItsOwnersAloneAndNothingElseIsLeft() throws IOException {
    Path file = capture();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aLinkInItsPlaceIsReplacedAndNotFollowed() throws IOException {
    Path precious = Files.writeString(directory.resolve("precious"), "x");
    Files.createSymbolicLink(directory.resolve("host.host.gz"), precious);
    Path file = capture();
    assertTrue(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    assertEquals("x", Files.readString(precious));
  }

  @Test
  void checkAndPlanSayTheSameOfTheFileAsOfTheHost() {
    String file = capture().toString();
    for (String command : List.of("check", "plan")) {
      Project.ProgramRun host = Project.hostready(command, "--host", HOST, "--format", "json");
      Project.ProgramRun captured = Project.hostready(command, "--host", file, "--format", "json");
      assertEquals(host.exitCode(), captured.exitCode(), captured.err());
      assertEquals(host.out(), captured.out().replace(file, HOST));
      assertEquals("", captured.err());
    }
  }

  @Test
  void anUnpackedCaptureIsTheSameHost() throws Exception {
    Path file = capture();
    Path text = directory.resolve("host.host");
    Process zcat =
        new ProcessBuilder("zcat", file.toString()).redirectOutput(text.toFile()).start();
    assertEquals(0, zcat.waitFor());
    Project.ProgramRun packed = Project.hostready("check", "--host", file.toString());
    Project.ProgramRun loose = Project.hostready("check", "--host", text.toString());
    assertEquals(packed.exitCode(), loose.exitCode(), loose.err());
    assertEquals(packed.out().replace(file.toString(), text.toString()), loose.out());
  }

  @Test
  void whatAnotherPackReadsIsUnknownAndSaysWhy() {
    Project.ProgramRun ran =
        Project.hostready(
            "check",
            "--host",
            capture().toString(),
            "--pack",
            "kubernetes-node",
            "kubernetes-commands-present",
            "--format",
            "json");
    assertEquals(3, ran.exitCode(), ran.out());
    assertTrue(
        ran.out()
            .contains("not in the capture, which hostready 0.1.0 made with the pack docker-engine"),
        ran.out());
  }

  @Test
  void withAllAnyPackCanBeAsked() {
    Path file = directory.resolve("all.host.gz");
    String name = file.toString();
    assertEquals(0, Project.hostready("capture", "--all", "--host", HOST, "-o", name).exitCode());
    List<String> options =
        List.of(
            "--pack",
            "kubernetes-node",
            "--pack",
            "docker-swarm",
            "--pack",
            "docker-rootless",
            "--set",
            "firewall-backend=nftables",
            "--format",
            "json");
    Project.ProgramRun host = Project.hostready(checkOf(HOST, options));
    Project.ProgramRun captured = Project.hostready(checkOf(name, options));
    String id = "\"[0-9a-f]{32}\""; // the machine's, which captures have another of
    assertEquals(
        host.out().replaceAll(id, "id"), captured.out().replace(name, HOST).replaceAll(id, "id"));
  }

  private static String[] checkOf(String host, List<String> options) {
    return Stream.concat(Stream.of("check", "--host", host), options.stream())
        .toArray(String[]::new);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldBeforeAnythingIsRead() {
    Project.ProgramRun ran = Project.hostready("capture", "-o", directory + "/none/x.host.gz");
    assertEquals(2, ran.exitCode());
    assertEquals(
        "hostready: cannot write '%s/none/x.host.gz': directory '%s/none' not found\n"
            .formatted(directory, directory),
        ran.err());
  }

  @Test
  void aFifoIsNotWaitedFor() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    Project.ProgramRun ran =
        assertTimeout(
            Eventually.LIMIT, () -> Project.hostready("check", "--host", fifo.toString()));
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("not a regular file"), ran.err());
  }

  @Test
  void namesInAHostileCaptureDoNotReachTheTerminal() throws IOException {
    Path file = directory.resolve("evil.host.gz");
    Files.writeString(file, "-- /\u001b]0;owned\u0007\u001b[2J/../x\n");
    Project.ProgramRun ran = Project.hostready("check", "--host", file.toString());
    assertEquals(2, ran.exitCode());
    assertFalse(ran.err().contains("\u001b"), ran.err());
    assertFalse(ran.err().contains("\u0007"), ran.err());
    assertTrue(ran.err().contains("\\x1b]0;owned\\x07"), ran.err());
    assertEquals("", ran.out());
  }
}
