package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hostile host says of itself is no command to a runner of GitHub's that prints it. */
@Tag("acceptance")
class RunnerCommandsTest {

  private static final String HOSTILE = "::stop-commands::x ::error file=a::b ##[error]c";

  @TempDir Path directory;

  private String host;

  @BeforeEach
  void makeHost() throws IOException {
    host = directory.resolve("host").toString();
    write("host/root/proc/sys/kernel/hostname", HOSTILE);
    write("host/root/proc/sys/kernel/osrelease", "6.1.0 " + HOSTILE);
    write("host/root/etc/os-release", "ID=debian\nPRETTY_NAME=\"" + HOSTILE + "\"\n");
    write("host/root/etc/default/ufw", " " + HOSTILE + "\nDEFAULT_FORWARD_POLICY=\"DROP\"\n");
    write("host/root/etc/ufw/ufw.conf", "ENABLED=yes\n");
    write("host/root/usr/lib/ufw/ufw-init", "");
    write("host/root/etc/docker/daemon.json", "{\"storage-driver\": \"" + HOSTILE + "\"}");
  }

  private void write(String path, String content) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static ProgramRun speaksToNobody(String... arguments) {
    ProgramRun ran = Project.hostready(arguments);
    List<String> lines = new ArrayList<>(ran.out().lines().toList());
    lines.addAll(ran.err().lines().toList());
    for (String line : lines) {
      assertFalse(line.strip().startsWith("::"), line);
      assertFalse(line.contains("##["), line);
    }
    return ran;
  }

  @Test
  void aCheckInTextIsNoCommand() {
    ProgramRun ran = speaksToNobody("check", "--host", host, "--verbose");
    assertTrue(ran.out().startsWith("\\x3a:stop-commands::x"), ran.out());
    speaksToNobody("check", "--host", host, "--host", host);
  }

  @Test
  void aPlanInTextIsNoCommand() {
    ProgramRun ran = speaksToNobody("plan", "--host", host, "ufw-forward-policy-accept");
    assertTrue(ran.out().contains("stop-commands"), ran.out() + ran.err());
  }

  @Test
  void aTableOfReportsIsNoCommand() {
    String saved = directory.resolve("report.json").toString();
    Project.hostready("check", "--host", host, "--format", "json=" + saved);
    ProgramRun ran = speaksToNobody("report", saved);
    assertTrue(ran.out().contains("stop-commands"), ran.out() + ran.err());
  }

  @Test
  void mistakesInFilesOfTheHostAreNoCommands() throws IOException {
    write("host/attributes", "::error::x ##[error]y\n");
    ProgramRun ran = speaksToNobody("check", "--host", host, "--stacktrace");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("error]y"), ran.err());
    speaksToNobody("check", "--host", directory + "/##[error]x");
  }

  @Test
  void aStackTraceDoesNotSteerTheTerminal() throws IOException {
    write("host/attributes", "a\u001b[2Jb\u202ec\n");
    ProgramRun ran = Project.hostready("check", "--host", host, "--stacktrace");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().matches("(?s).* at (hostready/)?io\\.hostready\\.cli\\..*"), ran.err());
    assertFalse(
        ran.err().codePoints().anyMatch(point -> point == 0x1b || point == 0x202e), ran.err());
  }
}
