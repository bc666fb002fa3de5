package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program's clock stands at 2026-11-23 in these tests. */
class WaiversTest {

  private static final String HOST = "test-fixtures/hosts/ubuntu-24.04-fresh.host";
  private static final String RULE = "docker-package-installed";

  @TempDir Path directory;

  private Project.ProgramRun check(String waivers) throws IOException {
    Path file = directory.resolve("waivers.yaml");
    Files.writeString(file, waivers);
    return Project.inThisProcess(
        "check", "--host", HOST, "--format", "json", "--waivers", file.toString(), RULE);
  }

  private static String waiver(String more) {
    return "waivers:\n  - rule: " + RULE + "\n    reason: built in the next step\n" + more;
  }

  @Test
  void waivedFailureLeavesTheHostReady() throws IOException {
    Project.ProgramRun ran = check(waiver("    until: 2027-01-31\n"));
    assertEquals(0, ran.exitCode());
    assertTrue(ran.out().contains("\"verdict\": \"waived\""), ran.out());
    assertTrue(ran.out().contains("waived until 2027-01-31 (built in the next step)"), ran.out());
  }

  @Test
  void waiverCountsOnItsLastDay() throws IOException {
    assertEquals(0, check(waiver("    until: 2026-11-23\n")).exitCode());
  }

  @Test
  void endedWaiverFailsAndSaysSo() throws IOException {
    Project.ProgramRun ran = check(waiver("    until: 2026-11-22\n"));
    assertEquals(1, ran.exitCode());
    assertTrue(ran.out().contains("its waiver ended on 2026-11-22"), ran.out());
  }

  @Test
  void waiverForOtherHostsDoesNotCount() throws IOException {
    assertEquals(1, check(waiver("    until: 2027-01-31\n    host: db-*\n")).exitCode());
    assertEquals(0, check(waiver("    until: 2027-01-31\n    host: no*e\n")).exitCode());
  }

  @Test
  void waiverOfAnUnknownRuleIsAnErrorWithASuggestion() throws IOException {
    Project.ProgramRun ran = check(waiver("    until: 2027-01-31\n").replace(RULE, RULE + "s"));
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("Did you mean '" + RULE + "'?"), ran.err());
  }

  @Test
  void dayThatDoesNotExistIsAnError() throws IOException {
    Project.ProgramRun ran = check(waiver("    until: 2027-02-30\n"));
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("use a day such as 2027-03-31"), ran.err());
  }

  @Test
  void missingFileIsAnError() {
    Project.ProgramRun ran =
        Project.hostready("check", "--host", HOST, "--waivers", "/nonexistent");
    assertEquals(2, ran.exitCode());
    assertFalse(ran.err().isEmpty());
  }

  @Test
  void largeFileIsAnError() throws IOException {
    Project.ProgramRun ran = check(waiver("    until: 2027-01-31\n") + "# x\n".repeat(65536));
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("bytes, the limit is 262144"), ran.err());
  }

  @Test
  void fileThatIsNotUtf8IsAnError() throws IOException {
    Path file = directory.resolve("latin.yaml");
    String accented = waiver("    until: 2027-01-31 # \u00e9\n");
    Files.write(file, accented.getBytes(StandardCharsets.ISO_8859_1));
    Project.ProgramRun ran =
        Project.hostready("check", "--host", HOST, "--waivers", file.toString(), RULE);
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("invalid UTF-8 byte 0xe9"), ran.err());
  }
}
