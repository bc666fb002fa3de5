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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Passwords in URLs, of a host's files or of a command line, are in no report. Captures:
 * SecretsTest; plans: DraftTest.
 */
class CredentialsTest {

  private static final String SECRET = "s3cret";
  private static final String LISTS = "/etc/apt/sources.list.d/";

  @TempDir Path directory;

  /** A host with a mirror of Docker's repository that wants a password. */
  @BeforeEach
  void makeHost() throws IOException {
    write("/etc/os-release", "ID=debian\nVERSION_ID=13\nVERSION_CODENAME=trixie\n");
    write("/var/lib/dpkg/status", "");
    String mirror = "https://ann:" + SECRET + "@mirror.example.org/linux/debian";
    String own = "https://ann:" + SECRET + "@download.docker.com/linux/debian";
    write(LISTS + "docker.list", "deb " + own + " bookworm stable\ndeb " + mirror + " trixie x\n");
    write(LISTS + "trusted.list", "deb [trusted=yes] " + mirror + " trixie stable\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve("host/root" + path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ProgramRun run(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--host", directory.resolve("host").toString()));
    words.addAll(List.of(more));
    return Project.hostready(words.toArray(String[]::new));
  }

  private static void assertBlanked(ProgramRun ran) {
    assertTrue(ran.out().contains("//***@"), ran.toString());
    assertFalse((ran.out() + ran.err()).contains(SECRET), ran.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "json",
        "html",
        "junit",
        "tap",
        "sarif",
        "github",
        "gitlab",
        "markdown",
        "nagios",
        "prometheus"
      })
  void reportsBlankThem(String format) {
    ProgramRun ran = run("check", "--verbose", "--format", format);
    assertTrue(ran.exitCode() < 4, ran.toString());
    assertFalse((ran.out() + ran.err()).contains(SECRET), ran.toString());
  }

  @Test
  void evidenceShowsThatSomethingWasBlanked() {
    assertBlanked(run("check", "--format", "json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "plan"})
  void aParameterWithAPasswordIsRefused(String command) {
    ProgramRun ran =
        run(command, "--set", "docker-repository=https://ann:" + SECRET + "@mirror.example");
    assertEquals(2, ran.exitCode(), ran.toString());
    assertTrue(ran.err().contains("/etc/apt/auth.conf.d"), ran.err());
    assertFalse((ran.out() + ran.err()).contains(SECRET), ran.toString());
  }
}
