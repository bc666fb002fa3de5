package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged program as a process: the same holds of its streams, signals, arguments, locale and
 * memory whether it is a native executable or brings its own Java.
 */
@Tag("package")
class ProcessBehaviorTest {

  private static final Path FRESH =
      Bundle.PROJECT.resolve("test-fixtures/hosts/ubuntu-24.04-fresh.host");

  @TempDir Path scratch;

  /** The directory that has bin/hostready. */
  Path home() {
    return Bundle.home();
  }

  /** A shell script in which {@code "$0"} is the program. */
  private ProgramRun shell(Map<String, String> environment, String script) {
    String program = home().resolve("bin/hostready").toString();
    return Bundle.run(scratch, environment, "sh", "-c", script, program);
  }

  private ProgramRun shell(String script) {
    return shell(Map.of(), script);
  }

  private ProgramRun program(String... arguments) {
    return Bundle.program(home(), Map.of(), arguments);
  }

  @Test
  void aClosedStandardOutputIsAFailureAndNoOtherFile() throws IOException {
    ProgramRun ran =
        shell("exec \"$0\" check --format json cpu-64-bit --format json=report.json >&-");
    assertEquals(4, ran.exit(), ran::toString);
    assertTrue(ran.err().contains("cannot write standard output"), ran::err);
    String report = Files.readString(scratch.resolve("report.json"));
    assertEquals(1, report.split("\"startedAt\"", -1).length - 1, report);
  }

  @Test
  void otherClosedStreamsChangeNothing() throws IOException {
    String check = "exec \"$0\" check --format json=report.json cpu-64-bit";
    for (String closed : List.of("<&-", "2>&-", "<&- 2>&-")) {
      Files.deleteIfExists(scratch.resolve("report.json"));
      shell(check + " " + closed).succeeds();
      assertTrue(Files.readString(scratch.resolve("report.json")).startsWith("{"), closed);
    }
  }

  @Test
  void aFullDiskUnderStandardOutputIsAFailure() {
    ProgramRun ran = shell("exec \"$0\" check --format json cpu-64-bit >/dev/full");
    assertEquals(4, ran.exit(), ran::toString);
  }

  /** As SIGPIPE ends other programs. */
  @Test
  void aReaderThatEndsEarlyEndsItSilentlyWith141() {
    // More than a pipe holds, 64 KiB: pipe(7).
    String check = "\"$0\" check --format json" + (" --host '" + FRESH + "'").repeat(3);
    ProgramRun ran = shell("{ " + check + "; echo $? >code; } | head -c 1; cat code");
    assertTrue(ran.out().endsWith("141\n"), ran::toString);
    assertEquals("", ran.err());
  }

  /** Runtime options of a virtual machine or of a native image are arguments like others. */
  @ParameterizedTest
  @ValueSource(
      strings = {"-Dname=value", "-D", "-Xmx1k", "-XX:MaxHeapSize=1", "-XX:+NoSuchOption", "-X"})
  void anOptionOfJavaIsAnUnknownOption(String option) {
    for (List<String> words : List.of(List.of(option), List.of("check", option))) {
      ProgramRun ran = program(words.toArray(String[]::new));
      assertEquals(2, ran.exit(), ran::toString);
      assertTrue(ran.err().contains(option.replaceFirst("=.*", "")), ran::toString);
      assertEquals("", ran.out());
    }
  }

  @Test
  void anArgumentMayBeginWithAControlCharacter() {
    ProgramRun ran = program("check", "\u0001-Dname");
    assertEquals(2, ran.exit(), ran::toString);
    assertFalse(ran.err().contains("'-Dname'"), ran::toString);
  }

  @Test
  void aValueMayLookLikeAnOptionOfJava() throws IOException {
    ProgramRun ran = shell("exec \"$0\" check cpu-64-bit --format json=-Dreport.json");
    ran.succeeds();
    assertTrue(Files.exists(scratch.resolve("-Dreport.json")), ran::toString);
  }

  private static Map<String, String> locale(String name) {
    return Map.of("LC_ALL", name, "LANG", name);
  }

  /** Files are found, and texts are printed, in UTF-8, whatever the locale. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", ""})
  void theLocaleChangesNothing(String locale) throws IOException {
    Path named = scratch.resolve("h\u00f6st \u4e2d");
    Bundle.run(scratch, Map.of(), "cp", "-r", FRESH.toString(), named.toString()).succeeds();
    String check =
        "exec \"$0\" check --host 'h\u00f6st \u4e2d' --format json | sed"
            + " '/startedAt/d;/durationMillis/d'";
    ProgramRun expected = shell(locale("C.UTF-8"), check);
    assertTrue(expected.out().contains("h\u00f6st \u4e2d"), expected::toString);
    assertEquals(expected.out(), shell(locale(locale), check).out());
    assertEquals(expected.out(), shell("exec env -i sh -c '" + quoted(check) + "' \"$0\"").out());
  }

  private static String quoted(String script) {
    return script.replace("'", "'\\''");
  }

  private void deepRules(String text) throws IOException {
    Files.createDirectories(scratch.resolve("rules/test"));
    Files.writeString(scratch.resolve("rules/test/deep.yaml"), text);
  }

  @Test
  void deepInputIsRefused() throws IOException {
    deepRules("id: deep\ncheck: " + "[".repeat(100_000));
    ProgramRun ran = shell("exec \"$0\" rules lint --rules rules");
    assertEquals(2, ran.exit(), ran::toString);
    assertFalse(ran.said().contains("StackOverflowError"), ran::toString);

    Path tree = scratch.resolve("tree");
    Path daemon = tree.resolve("root/etc/docker/daemon.json");
    Files.createDirectories(daemon.getParent());
    Files.writeString(daemon, "{\"a\":".repeat(200_000));
    ProgramRun judged = shell("exec \"$0\" check --host tree --format json");
    assertTrue(judged.exit() <= 3, judged::toString);
    assertFalse(judged.said().contains("StackOverflowError"), judged::toString);
  }

  /** More than the heap holds: never a verdict. */
  @Test
  void anInputBeyondItsMemoryIsAnError() throws IOException {
    Path big = scratch.resolve("big.json");
    byte[] blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) ' ');
    try (var out = Files.newOutputStream(big)) {
      for (int i = 0; i < 300; i++) {
        out.write(blanks);
      }
    }
    ProgramRun ran = shell("exec \"$0\" report big.json");
    assertTrue(ran.exit() == 2 || ran.exit() == 4, ran::toString);
    assertFalse(ran.err().isEmpty());
  }

  /** Without room for its heap it ends with a message, and not with the code of a verdict. */
  @ParameterizedTest
  @ValueSource(ints = {100_000, 500_000, 4_000_000})
  void littleAddressSpaceIsEnoughOrIsSaid(int kibibytes) {
    ProgramRun ran =
        shell("ulimit -v " + kibibytes + "; exec \"$0\" check --format json cpu-64-bit");
    if (ran.exit() != 0) {
      assertTrue(ran.exit() >= 4, ran::toString);
      assertFalse(ran.err().isEmpty(), ran::toString);
      assertEquals("", ran.out(), ran::toString);
    }
  }

  @Test
  void aStackTraceHasLineNumbers() {
    ProgramRun ran = program("check", "--stacktrace", "no-such-rule");
    assertEquals(2, ran.exit());
    String element = "\\s+at (hostready/)?io\\.hostready\\.cli\\.\\S+\\(\\w+\\.java:\\d+\\)";
    assertTrue(ran.err().lines().anyMatch(line -> line.matches(element)), ran::toString);
  }

  /** As in a container whose seccomp profile knows nothing newer than Linux 3.10. */
  @Test
  void systemCallsThatAreNotThereAreNotNeeded() {
    NeedsTool.named("enosys");
    String calls =
        Stream.of("clone3", "close_range", "faccessat2", "getrandom", "io_uring_setup")
            .map(call -> " --syscall " + call)
            .reduce("", String::concat);
    String more =
        Stream.of("membarrier", "memfd_create", "openat2", "rseq", "statx", "execveat")
            .map(call -> " --syscall " + call)
            .reduce("", String::concat);
    ProgramRun ran = shell("exec enosys" + calls + more + " \"$0\" check --format json cpu-64-bit");
    assertTrue(ran.succeeds().out().startsWith("{"), ran::toString);
  }
}
