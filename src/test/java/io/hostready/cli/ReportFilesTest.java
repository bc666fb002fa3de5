package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.host.AtomicFile;
import io.hostready.report.ReportFormats;
import io.hostready.testbed.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports in files: all formats in one run, each whole or not at all. */
class ReportFilesTest {

  private static final String HOST = Fixtures.host("ubuntu-24.04-fresh").toString();

  @TempDir Path scratch;

  private static Project.ProgramRun check(String... more) {
    List<String> arguments = new ArrayList<>(List.of("check", "--host", HOST));
    arguments.addAll(List.of(more));
    return Project.inThisProcess(arguments.toArray(String[]::new));
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(scratch)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void oneRunWritesEveryFormatAsIfItWereAlone() throws Exception {
    List<String> arguments = new ArrayList<>();
    for (String format : ReportFormats.NAMES) {
      arguments.addAll(List.of("--format", format + "=" + scratch.resolve(format)));
    }
    Project.ProgramRun ran = check(arguments.toArray(String[]::new));
    assertEquals("", ran.out() + ran.err());
    for (String format : ReportFormats.NAMES) {
      Project.ProgramRun alone = check("--format", format);
      assertEquals(alone.out(), Files.readString(scratch.resolve(format)), format);
      assertEquals(ran.exitCode(), alone.exitCode());
      assertTrue(alone.out().endsWith("\n"), format);
    }
    assertEquals(ReportFormats.NAMES.stream().sorted().toList(), files());
  }

  @ParameterizedTest
  @CsvSource({"check, --format, json=", "plan, --format, json=", "capture, -o, ''"})
  void fifoIsRefusedBeforeAnythingIsDone(String command, String option, String format)
      throws Exception {
    Path fifo = scratch.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    Project.ProgramRun ran =
        assertTimeoutPreemptively(
            Eventually.LIMIT,
            () -> Project.hostready(command, "--host", HOST, option, format + fifo));
    assertEquals(2, ran.exitCode(), ran.err());
    assertTrue(ran.err().contains("'" + fifo + "': it is a FIFO"), ran.err());
    assertTrue(ran.err().contains("use a regular file"), ran.err());
  }

  @Test
  void twoOnStandardOutputAreRefused() {
    Project.ProgramRun ran = check("--format", "junit", "--format", "tap");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("two formats for standard output"), ran.err());
  }

  @Test
  void anOldFileKeepsItsModeAndItsLink() throws Exception {
    Path file = Files.writeString(scratch.resolve("metrics.prom"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    Path link = Files.createSymbolicLink(scratch.resolve("link"), file);
    check("--format", "prometheus=" + link);
    assertTrue(Files.readString(file).startsWith("# HELP hostready_ready"));
    assertTrue(Files.isSymbolicLink(link));
    assertFalse(Files.isSymbolicLink(file));
    assertEquals(
        "rw-rw-r--",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)));
    assertEquals(List.of("link", "metrics.prom"), files());
  }

  /** Whoever reads the file meanwhile sees the old one or the new one. */
  @Test
  void aFileIsReplacedAtOnce() throws Exception {
    Path file = Files.writeString(scratch.resolve("metrics.prom"), "old");
    Object inode = Files.getAttribute(file, "unix:ino");
    try (AtomicFile fresh =
        AtomicFile.replace(file, AtomicFile.Access.AS_BEFORE, Optional.empty())) {
      fresh.writer().append("new");
      fresh.writer().flush();
      assertEquals("old", Files.readString(file));
      assertEquals(2, files().size());
      assertFalse(files().getFirst().endsWith(".prom"), files()::toString);
      fresh.commit();
    }
    assertEquals("new", Files.readString(file));
    assertTrue(!inode.equals(Files.getAttribute(file, "unix:ino")));
    assertEquals(List.of("metrics.prom"), files());
  }

  @Test
  void anEarlyEndLeavesTheOldFileAndNoOther() throws Exception {
    Path file = Files.writeString(scratch.resolve("report.json"), "old");
    try (AtomicFile fresh =
        AtomicFile.replace(file, AtomicFile.Access.AS_BEFORE, Optional.empty())) {
      fresh.writer().append("half");
    }
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("report.json"), files());
  }

  @Test
  void aGithubStepAddsToTheSummaryOfItsJob() throws Exception {
    System.setProperty("hostready.rules", Project.DIRECTORY.resolve("rules").toString());
    Path summary = Files.writeString(scratch.resolve("summary"), "before\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(stream, stream, false, Map.of("GITHUB_STEP_SUMMARY", summary.toString()));
    new Hostready(terminal, Clock.systemUTC()).run("check", "--host", HOST, "--format", "github");
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("::"), out::toString);
    assertTrue(Files.readString(summary).startsWith("before\n# hostready: "), out::toString);
  }

  /** The words that check a host in a process of its own. */
  private static List<String> checking(String... options) {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.add("-Dhostready.rules=" + Project.DIRECTORY.resolve("rules"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Hostready.class.getName(), "check", "--host", HOST));
    words.addAll(List.of(options));
    return words;
  }

  /** Standard error may lead to a log that others write too: it is added to, never replaced. */
  @Test
  void standardErrorIsAddedTo() throws Exception {
    Path log = Files.writeString(scratch.resolve("log"), "before\n");
    Process process =
        new ProcessBuilder(checking("--format", "tap=/dev/stderr"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.waitFor();
    assertTrue(Files.readString(log).startsWith("before\nTAP version 14\n"), Files.readString(log));
    assertEquals(List.of("log"), files());
  }

  /** Without a launcher, which takes others' permission to write away from what is made. */
  @ParameterizedTest
  @CsvSource({"000, rw-r--r--", "002, rw-r--r--", "077, rw-------"})
  void newFilesAreTheirOwnersToWriteAndNeverWiderThanTheUmask(String umask, String mode)
      throws Exception {
    Path report = scratch.resolve("r.json");
    Path summary = scratch.resolve("summary.md");
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh"));
    words.addAll(checking("--format", "github", "--format", "json=" + report));
    ProcessBuilder program =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    program.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
    program.start().waitFor();
    for (Path made : List.of(report, summary)) {
      assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
  }
}
