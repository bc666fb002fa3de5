package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Many hosts in one run take the memory of one, and their documents are as those of a few. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ManyHostsTest {

  private static final Path HOST = Fixtures.host("ubuntu-24.04-fresh");

  private static final int MANY = 60;

  @TempDir Path scratch;

  private static List<String> check(int hosts, String... more) {
    List<String> arguments = new ArrayList<>(List.of("check"));
    for (int i = 0; i < hosts; i++) {
      arguments.addAll(List.of("--host", HOST.toString()));
    }
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** What was read of one such host is 1.4 MiB, and this memory is enough for one. */
  @Test
  void manyHostsTakeTheMemoryOfOne() throws Exception {
    Path json = scratch.resolve("report.json");
    Path text = scratch.resolve("report.txt");
    List<String> argv = check(MANY, "--format", "json=" + json, "--format", "text=" + text);
    Path err = scratch.resolve("err");
    int code = Project.inLittleMemory(argv, err);
    assertEquals(1, code, () -> read(err));
    assertEquals(MANY, new ObjectMapper().readTree(json.toFile()).get("reports").size());
    assertEquals(
        MANY, read(text).lines().filter(line -> line.startsWith("NOT READY for ")).count());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Test
  void eachReportIsAsIfItsHostWereAlone() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode alone =
        mapper.readTree(
            Project.hostready(check(1, "--format", "json").toArray(String[]::new)).out());
    JsonNode three =
        mapper.readTree(
            Project.hostready(check(3, "--format", "json").toArray(String[]::new)).out());
    assertEquals(
        List.of(alone, alone, alone),
        java.util.stream.StreamSupport.stream(three.get("reports").spliterator(), false).toList());
  }

  @Test
  void aLoneWrongHostIsToldAndNothingIsWritten() {
    Path file = scratch.resolve("report.json");
    Project.ProgramRun ran =
        Project.hostready(
            "check", "--host", scratch.resolve("none").toString(), "--format", "json=" + file);
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("not found"), ran.err());
    assertFalse(Files.exists(file));
  }

  @Test
  void aWrongHostAmongOthersIsToldAndReportedInItsPlaceAndStopsNone() throws IOException {
    Path bad = Files.writeString(scratch.resolve("bad.host.gz"), "no capture");
    Path json = scratch.resolve("report.json");
    Project.ProgramRun ran =
        Project.hostready(
            check(
                    1,
                    "--host",
                    bad.toString(),
                    "--host",
                    HOST.toString(),
                    "--format",
                    "json=" + json)
                .toArray(String[]::new));
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().startsWith("hostready: --host '" + bad + "' is not a host: "), ran.err());
    assertEquals(1, ran.err().lines().count());
    JsonNode reports = new ObjectMapper().readTree(json.toFile()).get("reports");
    assertEquals(
        List.of("not-ready", "undecided", "not-ready"), reports.findValuesAsString("outcome"));
    assertEquals(bad.toString(), reports.get(1).get("host").get("source").asString());
    JsonNode only = reports.get(1).get("results");
    assertEquals(1, only.size());
    assertEquals("host-readable", only.get(0).get("rule").asString());
    assertEquals("unknown", only.get(0).get("verdict").asString());
    assertTrue(only.get(0).get("reason").asString().contains("the last line has no line end"));

    Project.ProgramRun again = Project.hostready("report", json.toString(), "--format", "tap");
    assertEquals(1, again.exitCode(), again.err());
    assertTrue(again.out().contains("\n    not ok 1 - host-readable"), again.out());
  }

  /** A shell makes many words of captures/*.host.gz. */
  @Test
  void pathsMayFollowOneHostAndRulesMayFollowThem() {
    String again = HOST.getParent() + "/./" + HOST.getFileName();
    Project.ProgramRun ran =
        Project.hostready("check", "--host", HOST.toString(), again, "none.host.gz", "cpu-64-bit");
    assertEquals(2, ran.exitCode());
    assertEquals(
        2, ran.out().lines().filter("Checked 1 rule: 1 passed"::equals).count(), ran.out());
    assertTrue(ran.out().startsWith("noble: Ubuntu 24.04.1 LTS, "), ran.out());
    assertTrue(ran.out().contains(", from " + HOST + "\n"), ran.out());
    assertTrue(ran.out().contains("\nnone.host.gz\n"), ran.out());
  }

  @Test
  void nothingIsPrintedWhenAFileCouldNotBeWritten() {
    Project.ProgramRun ran =
        Project.hostready(
            check(1, "--format", "text", "--format", "json=/dev/full").toArray(String[]::new));
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("to '/dev/full'"), ran.err());
  }

  static List<Error> errors() {
    return List.of(new OutOfMemoryError("Java heap space"), new StackOverflowError());
  }

  /** The clock is the first that a host's check asks, and each host has a thread. */
  private static Clock failingOnce(Error error) {
    AtomicBoolean failed = new AtomicBoolean();
    Clock still = Clock.fixed(Instant.parse("2026-11-23T20:36:00Z"), ZoneOffset.UTC);
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return still.getZone();
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return still.withZone(zone);
      }

      @Override
      public Instant instant() {
        if (Thread.currentThread().getName().equals("hostready-host") && !failed.getAndSet(true)) {
          throw error;
        }
        return still.instant();
      }
    };
  }

  @ParameterizedTest
  @MethodSource("errors")
  void aHostThatTakesTooMuchMemoryStopsNoOther(Error error) {
    System.setProperty("hostready.rules", Project.DIRECTORY.resolve("rules").toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(new PrintStream(out), new PrintStream(err), false, Map.of());
    ExitCode code =
        new Hostready(terminal, failingOnce(error))
            .run(check(3, "cpu-64-bit", "--format", "tap").toArray(String[]::new));
    assertEquals(ExitCode.WRONG_INPUT, code, err::toString);
    assertTrue(
        err.toString()
            .equals(
                "hostready: --host '"
                    + HOST
                    + "' takes more memory than this program may use ("
                    + error
                    + "). Check it alone.\n"),
        err::toString);
    List<String> lines = out.toString().lines().map(String::strip).toList();
    assertEquals(2, lines.stream().filter("ok 1 - cpu-64-bit"::equals).count(), out::toString);
    assertEquals(1, lines.stream().filter("not ok 1 - host-readable"::equals).count());
  }
}
