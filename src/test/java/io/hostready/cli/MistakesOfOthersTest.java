package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nine mistakes of tools that check hosts, and that none of them is ours; one test each. */
@Tag("acceptance")
class MistakesOfOthersTest {

  private static Project.ProgramRun check(String rule, String situation, String... more) {
    String directory = Project.FIXTURES + "/rules/" + rule + ".hosts/" + situation;
    String[] arguments = new String[4 + more.length];
    arguments[0] = "check";
    arguments[1] = rule;
    arguments[2] = "--host";
    arguments[3] = directory;
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Project.hostready(arguments);
  }

  private static JsonValue read(String document) {
    return JsonReader.read(document, JsonLimits.SETTINGS);
  }

  private static String host(String name) {
    return Fixtures.host(name).toString();
  }

  /** moby's check-config.sh counts failures in a subshell, and they get lost. */
  @Test
  void withoutAUsableStorageDriverTheExitCodeIsNotZero() {
    assertEquals(1, check("storage-driver-available", "not-ready").exitCode());
    assertEquals(0, check("storage-driver-available", "ready").exitCode());
  }

  /**
   * The same script takes the running kernel's configuration when the one asked for is not there.
   */
  @Test
  void aHostThatIsNotThereIsAnErrorAndNotThisMachine(@TempDir Path directory) {
    Project.ProgramRun ran =
        Project.hostready("check", "--host", directory.resolve("no").toString());
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
  }

  /** The same script wants iptables' own tables of a kernel that has only nftables. */
  @Test
  void aKernelWithNftablesAloneIsEnough() {
    assertEquals(0, check("kernel-options-required", "ready-nftables-only").exitCode());
  }

  /** Until 2026 the same script failed for options that are optional. */
  @Test
  void whatIsOptionalDoesNotMakeAHostUnready() {
    assertEquals(0, check("sctp-in-kernel-config", "not-ready").exitCode());
    assertEquals(
        1, check("sctp-in-kernel-config", "not-ready", "--fail-on", "optional").exitCode());
  }

  /** Docker's install.sh prints "Illegal option --dryrun" and installs. */
  @Test
  void aMistypedOptionEndsTheProgramBeforeAnythingIsDone() {
    Project.ProgramRun ran = Project.hostready("check", "--dryrun");
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("--dryrun"), ran.err());
  }

  /** troubleshoot takes "overlay.ko" for the name of overlay.ko.zst, and keeps - and _ apart. */
  @Test
  void compressedModulesAreLoadableUnderEitherSpelling() {
    assertEquals(0, check("veth-bridge-modules-loadable", "ready-compressed-by-zstd").exitCode());
    assertEquals(1, check("veth-bridge-modules-loadable", "not-ready").exitCode());
  }

  /** k0s asks the first option again where it should ask the alternative. */
  @Test
  void anAlternativeThatHoldsCounts() {
    assertEquals(0, check("iptables-modules-loadable", "ready-legacy-tables").exitCode());
    assertEquals(0, check("iptables-modules-loadable", "ready").exitCode());
  }

  /** system-validators assigns to the list of errors where it should append. */
  @Test
  void everythingThatIsWrongIsToldAndNotOnlyTheLast(@TempDir Path directory) throws IOException {
    Path limits = directory.resolve("proc/sys/fs/inotify");
    Files.createDirectories(limits);
    Files.writeString(limits.resolve("max_user_instances"), "128\n");
    Files.writeString(limits.resolve("max_user_watches"), "8192\n");
    String text =
        Project.hostready("check", "inotify-limits-high", "--host", directory.toString()).out();
    assertTrue(text.contains("max_user_instances = 128"), text);
    assertTrue(text.replaceAll("\\s+", " ").contains("max_user_watches = 8192"), text);
  }

  /** goss prints "Attempt #1" between the documents that a program is to read. */
  @Test
  void standardOutputIsTheDocumentAndNothingElse() {
    String first = host("ubuntu-24.04-fresh");
    String second = host("debian-13-docker");
    String one = Project.hostready("check", "--host", first, "--format", "json").out();
    assertTrue(read(one).at("/results/0/rule").isPresent());
    String both =
        Project.hostready("check", "--host", first, "--host", second, "--format", "json").out();
    assertTrue(read(both).at("/reports/1/results/0/rule").isPresent());
  }

  /** lynis looks for the socket with [ -f ], which is true of plain files alone. */
  @Test
  void aSocketIsLookedAtAsASocket() {
    assertEquals(0, check("docker-socket-permissions-restricted", "ready").exitCode());
    Project.ProgramRun open =
        check("docker-socket-permissions-restricted", "not-ready", "--fail-on", "recommended");
    assertEquals(1, open.exitCode());
    assertTrue(open.out().contains("0666"), open.out());
  }

  /** InSpec reads lsmod, in which nothing that is built in is listed. */
  @Test
  void whatIsBuiltInIsThere() {
    assertEquals(0, check("rootless-iptables-modules-loaded", "ready-built-in").exitCode());
    assertEquals(1, check("rootless-iptables-modules-loaded", "not-ready").exitCode());
  }

  /** docker-bench ends with "Error connecting to docker daemon" before the first check. */
  @Test
  void aHostWithoutDockerIsCheckedToTheEnd() {
    Project.ProgramRun ran =
        Project.hostready("check", "--host", host("ubuntu-24.04-fresh"), "--format", "json");
    assertEquals(1, ran.exitCode());
    JsonValue report = read(ran.out());
    assertTrue(report.at("/results/90/verdict").isPresent(), "fewer than 91 rules were told");
    assertTrue(ran.out().contains("\"outcome\": \"not-ready\""), "the outcome is told");
  }
}
