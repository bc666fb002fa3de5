package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.cli.Project.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The command line of the rehearsal of an upgrade, on whole hosts. */
@Tag("acceptance")
class UpgradeCommandTest {

  @TempDir Path directory;

  private static ProgramRun upgrade(String... words) {
    List<String> all = new ArrayList<>(List.of("upgrade"));
    all.addAll(List.of(words));
    return Project.hostready(all.toArray(String[]::new));
  }

  private static String host(String name) {
    return Fixtures.host(name).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "ubuntu-22.04-docker-28, 29, 0, READY",
    "ubuntu-22.04-docker-28, 28.1, 0, READY",
    "ubuntu-24.04-reboot-pending, 28, 1, NOT READY",
    "ubuntu-16.04-docker-failed, 29, 3, UNDECIDED",
  })
  void theExitCodeSaysWhetherTheVersionRuns(String name, String to, int code, String word) {
    ProgramRun ran = upgrade("--host", host(name), "--to", to);
    assertEquals(code, ran.exitCode(), ran.out() + ran.err());
    assertTrue(ran.out().contains("\n" + word + " for Docker "), ran.out());
    assertEquals("", ran.err());
  }

  @Test
  void aHostWithoutDockerHasAnInstallationAndNoUpgrade() {
    ProgramRun ran = upgrade("--host", host("ubuntu-24.04-fresh"), "--to", "29.8.2");
    assertTrue(
        ran.out().endsWith("\nREADY for Docker 29.8.2: no rule blocks the installation\n"),
        ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--to x, invalid --to 'x': use a version of Docker such as 29 or 28.5.2",
    "--to 30, 'invalid --to ''30'': this hostready has the releases of Docker up to 29.8.2; use one"
        + " of these, or a newer hostready'",
    "--set docker-version=29, --set docker-version with upgrade: use --to VERSION",
  })
  void wrongArgumentsAreRefused(String words, String message) {
    ProgramRun ran = upgrade(words.split(" "));
    assertEquals(2, ran.exitCode());
    assertEquals("hostready: " + message + "\n", ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void aVersionBeforeTheInstalledOneIsNotNewer() {
    ProgramRun ran = upgrade("--host", host("ubuntu-22.04-docker-28"), "--to", "27");
    assertEquals(0, ran.exitCode());
    assertTrue(ran.out().contains(" is installed, the version to judge is not newer\n"), ran.out());
    assertTrue(
        ran.out().endsWith(": it is installed, and the version to judge is not newer\n"),
        ran.out());
  }

  @Test
  void aPackThatDoesNotDependOnDockerIsRefused() throws Exception {
    Files.createDirectories(directory.resolve("rules/own"));
    Files.createDirectories(directory.resolve("rules/packs"));
    Files.writeString(
        directory.resolve("rules/own/etc-there.yaml"),
        "id: etc-there\ntitle: Title\nwhy: It must.\nlevel: required\n"
            + "check: {path: {path: /etc, expect: {present: true}}}\n");
    Files.writeString(
        directory.resolve("rules/packs/own.yaml"), "name: own\ntitle: Own\nrules: [etc-there]\n");
    ProgramRun ran = upgrade("--rules", directory.resolve("rules").toString(), "--pack", "own");
    assertEquals(2, ran.exitCode());
    assertEquals(
        "hostready: pack 'own' does not depend on the version of Docker: use --pack"
            + " docker-engine\n",
        ran.err());
  }

  @Test
  void manyHostsGiveOneDocumentAndOneThatCannotBeReadIsTold() throws Exception {
    Path json = directory.resolve("upgrade.json");
    Path html = directory.resolve("upgrade.html");
    ProgramRun ran =
        upgrade(
            "--to",
            "29",
            "--host",
            host("ubuntu-22.04-docker-28"),
            directory.resolve("none.host").toString(),
            host("ubuntu-24.04-reboot-pending"),
            "--format",
            "json=" + json,
            "--format",
            "html=" + html,
            "--format",
            "text");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("none.host"), ran.err());
    assertTrue(ran.out().endsWith("1 of 2 hosts runs the target version\n"), ran.out());
    JsonNode hosts = new ObjectMapper().readTree(Files.readString(json)).get("hosts");
    assertEquals(2, hosts.size());
    assertEquals("jammy", hosts.at("/0/host/hostname").stringValue());
    assertTrue(Files.readString(html).contains("1 of 2 hosts can run the target version<"));
  }
}
