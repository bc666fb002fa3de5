package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged program starts from any place and with any environment, whether it is a native
 * executable or brings its own Java.
 */
@Tag("package")
class SafeStartTest {

  private static final String VERSION = "hostready 0.1.0\n";

  @TempDir Path scratch;

  /** The directory that has bin/hostready. */
  Path home() {
    return Bundle.home();
  }

  private Path program() {
    return home().resolve("bin/hostready");
  }

  private static void assertStarts(ProgramRun ran) {
    assertEquals(VERSION, ran.succeeds().out());
    assertEquals("", ran.err());
  }

  @Test
  void itRunsInPlaceAndPrintsNothingElse() {
    assertStarts(Bundle.program(home(), Map.of(), "--version"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void movedDirectoryRuns(boolean withTimes) throws IOException {
    Path moved = Bundle.copied(home(), scratch.resolve("another place with spaces"), withTimes);
    assertStarts(Bundle.program(moved, Map.of(), "--version"));
    ProgramRun check = Bundle.program(moved, Map.of(), "check", "--format", "json");
    assertTrue(check.out().startsWith("{") && check.out().endsWith("}\n"), check::toString);
  }

  @Test
  void removedCurrentDirectoryIsNoVerdict() throws IOException {
    String lines = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" check cpu-64-bit";
    ProgramRun ran =
        Bundle.run(scratch, Map.of(), "sh", "-c", lines, program().toString()).exits(2);
    // A shell that runs a script reports it first.
    String message = "hostready: the current directory cannot be determined";
    assertTrue(ran.err().lines().anyMatch(line -> line.startsWith(message)), ran::toString);
    assertEquals("", ran.out());
  }

  /** Java separates paths by colons, and would end with 1, which is a verdict. */
  @Test
  void directoryWithAColonIsNoVerdict() throws IOException {
    Path home = Bundle.copied(home(), scratch.resolve("12:30"), false);
    ProgramRun ran = Bundle.program(home, Map.of(), "--version");
    if (Bundle.isNative(home())) {
      assertStarts(ran);
    } else {
      ran.exits(2);
      assertTrue(ran.err().contains("expected a path without a colon"), ran::toString);
      assertEquals("", ran.out());
    }
  }

  @Test
  void linkedDirectoryIsAsGood() throws IOException {
    Path colon = Files.createSymbolicLink(scratch.resolve("a:b"), home());
    assertStarts(Bundle.program(colon, Map.of(), "--version"));
    Path bin = Files.createDirectory(scratch.resolve("with a bin"));
    Files.createSymbolicLink(bin.resolve("bin"), home().resolve("bin"));
    assertStarts(Bundle.program(bin, Map.of(), "--version"));
    assertStarts(Bundle.run(bin, Map.of(), "./bin/hostready", "--version"));
  }

  @Test
  void linkFromAnywhereStartsIt() throws IOException {
    Path home = home();
    Path bin = home.resolve("bin");
    Path link = Files.createSymbolicLink(scratch.resolve("hr"), program());
    Files.createSymbolicLink(scratch.resolve("again"), Path.of("hr"));
    assertStarts(Bundle.run(scratch, Map.of(), link.toString(), "--version"));
    assertStarts(Bundle.run(scratch, Map.of(), "./hr", "--version"));
    assertStarts(Bundle.run(scratch, Map.of(), "./again", "--version"));
    assertStarts(Bundle.run(home, Map.of(), "bin/hostready", "--version"));
    assertStarts(Bundle.run(bin, Map.of(), "./hostready", "--version"));
    assertStarts(
        Bundle.run(bin, Map.of(), "../../" + home.getFileName() + "/bin/hostready", "--version"));
    Map<String, String> path = Map.of("PATH", bin + ":" + System.getenv("PATH"), "CDPATH", "/usr");
    assertStarts(Bundle.run(scratch, path, "sh", "-c", "hostready --version"));
  }

  @Test
  void environmentOfTheCallerChangesNothing() throws IOException {
    Path evil = Files.createDirectory(scratch.resolve("evil"));
    for (String command : List.of("java", "readlink", "dirname", "uname", "stat", "sh")) {
      Path file = evil.resolve(command);
      Files.writeString(file, "#!/bin/sh\n: >'" + scratch.resolve("ran") + "'\n");
      assertTrue(file.toFile().setExecutable(true));
    }
    String place = evil.toString();
    Map<String, String> hostile = new HashMap<>();
    for (String name :
        List.of("PATH", "CLASSPATH", "LD_LIBRARY_PATH", "JAVA_HOME", "JDK_AOT_VM_OPTIONS")) {
      hostile.put(name, place);
    }
    hostile.put("JAVA_TOOL_OPTIONS", "-javaagent:/nonexistent");
    hostile.put("JDK_JAVA_OPTIONS", "-nonsense");
    hostile.put("_JAVA_OPTIONS", "-Xmx1k");
    hostile.put("LC_ALL", "de_DE.UTF-8");
    hostile.put("TZ", "Nowhere/None");
    assertStarts(Bundle.program(home(), hostile, "--version"));
    ProgramRun check = Bundle.program(home(), hostile, "check", "--format", "json");
    assertTrue(check.out().startsWith("{") && check.exit() != 4, check::toString);
    assertTrue(Files.notExists(scratch.resolve("ran")));
    List<String> none = new ArrayList<>(List.of("env", "-i", program().toString(), "--version"));
    assertStarts(Bundle.run(scratch, Map.of(), none.toArray(String[]::new)));
  }

  /** What is written is for its owner alone to change, and no more open than the caller wants. */
  @ParameterizedTest
  @CsvSource({"000, rw-r--r--", "002, rw-r--r--", "077, rw-------"})
  void nobodyElseMayWriteWhatItWrites(String umask, String mode) throws IOException {
    Path report = scratch.resolve("report.json");
    Bundle.run(
            scratch,
            Map.of(),
            "/bin/sh",
            "-c",
            "umask " + umask + "; exec \"$0\" check --format json=\"$1\" cpu-64-bit",
            program().toString(),
            report.toString())
        .succeeds();
    assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(report)));
  }

  /** A moved program does not look for where it was made. */
  @Test
  void nothingIsLookedForWhereItWasMade() throws IOException {
    NeedsTool.named("strace");
    Path moved = Bundle.copied(home(), scratch.resolve("moved"), true);
    Path trace = scratch.resolve("trace");
    Bundle.run(
            scratch,
            Map.of(),
            "strace",
            "-f",
            "-e",
            "trace=%file",
            "-o",
            trace.toString(),
            moved.resolve("bin/hostready").toString(),
            "check",
            "cpu-64-bit")
        .succeeds();
    try (Stream<String> lines = Files.lines(trace)) {
      assertEquals(List.of(), lines.filter(line -> line.contains(Bundle.PROJECT + "/")).toList());
    }
  }

  /** Ended as by a fault of the runtime's own, amid many hosts. */
  @Test
  void crashIsNoVerdictAndLeavesNothingInTheDirectory() throws Exception {
    Path directory = Files.createDirectory(scratch.resolve("work"));
    Path out = scratch.resolve("out");
    String host = Bundle.PROJECT.resolve("test-fixtures/hosts/ubuntu-24.04-fresh.host").toString();
    String script =
        """
        ulimit -c unlimited
        '%s' check --format json%s >'%s' &
        while kill -0 $! && ! [ -s '%s' ]; do sleep 0.1; done
        kill -SEGV $!
        wait $!
        """
            .formatted(program(), (" --host '" + host + "'").repeat(500), out, out);
    ProgramRun ran = Bundle.run(directory, Map.of(), "sh", "-c", script);
    assertTrue(ran.exit() > 5, () -> "exit code " + ran.exit()); // 99, or 128 + SIGABRT
    assertTrue(Files.readString(out).startsWith("{"));
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
