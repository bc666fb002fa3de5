package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.report.ReportFormats;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * Saved reports say again what the run said that saved them, one or many, whatever is beside them.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReportCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FRESH = "ubuntu-24.04-fresh";

  /** The reports of the fixtures. */
  @TempDir static Path saved;

  @TempDir Path scratch;

  static List<Path> hosts() {
    return Fixtures.hosts();
  }

  private static Path saved(String host) {
    return saved(Fixtures.host(host));
  }

  private static Path saved(Path host) {
    Path file = saved.resolve(Fixtures.beside(host, ".json").getFileName());
    try {
      return Files.writeString(file, Project.json(host));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Project.ProgramRun report(Object... words) {
    return Project.inThisProcess(
        Stream.concat(Stream.of("report"), Arrays.stream(words).map(String::valueOf))
            .toArray(String[]::new));
  }

  /** All saved reports, or some of them again and again. */
  private static List<Object> files(int count) {
    List<Path> hosts = hosts();
    List<Object> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(saved(hosts.get(i % hosts.size())));
    }
    return files;
  }

  private static Project.ProgramRun report(List<Object> files, Object... more) {
    return report(Stream.concat(files.stream(), Arrays.stream(more)).toArray());
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void jsonIsReadAndWrittenWithoutLoss(Path host) throws IOException {
    Path file = saved(host);
    Project.ProgramRun ran = report(file, "--format", "json");
    assertEquals("", ran.err());
    assertEquals(Files.readString(file), ran.out());
  }

  @ParameterizedTest
  @CsvSource({FRESH, "debian-12-lxc-guest", "ubuntu-24.04-reboot-pending"})
  void everyFormatIsTheOneOfCheck(String host) {
    for (String format : ReportFormats.NAMES) {
      Project.ProgramRun checked =
          Project.inThisProcess(
              "check", "--host", Fixtures.host(host).toString(), "--format", format);
      Project.ProgramRun reported = report(saved(host), "--format", format);
      assertEquals(checked, reported, format);
    }
  }

  @Test
  void manyAreADocumentAsOfOneCheck() {
    for (String format : ReportFormats.NAMES) {
      if (!format.equals("text")) {
        List<String> check = new ArrayList<>(List.of("check", "--format", format));
        List<Object> files = new ArrayList<>();
        for (String host : List.of(FRESH, "debian-12-docker-29", "debian-12-lxc-guest")) {
          check.addAll(List.of("--host", Fixtures.host(host).toString()));
          files.add(saved(host));
        }
        Project.ProgramRun checked = Project.inThisProcess(check.toArray(String[]::new));
        assertEquals(checked, report(files, "--format", format), format);
      }
    }
  }

  @Test
  void theTextOfManyIsATable() {
    Project.ProgramRun ran = report(files(20));
    assertEquals(1, ran.exitCode());
    assertTrue(ran.out().startsWith("            fail  unknown  host\n"), ran.out());
    assertLine("not ready +\\d+ +0  noble: docker-package-installed", ran.out());
    assertLine("ready +\\d+ +0  buster", ran.out());
    assertTrue(
        ran.out().contains("\nblocks         9        0  docker-package-installed\n"), ran.out());
    assertTrue(ran.out().endsWith("\n9 of 20 hosts are ready, 11 not ready\n"), ran.out());
    String full = report(files(2), "--verbose").out();
    assertTrue(full.contains("\n  pass     cpu-64-bit "), full);
  }

  private static void assertLine(String pattern, String out) {
    assertTrue(out.lines().anyMatch(line -> line.matches(pattern)), () -> pattern + ": " + out);
  }

  @Test
  void severalFormatsAreWrittenAtOnce() throws IOException {
    List<Object> words = files(3);
    for (String format : ReportFormats.NAMES) {
      words.addAll(List.of("--format", format + "=" + scratch.resolve(format)));
    }
    assertEquals("", report(words).out());
    for (String format : ReportFormats.NAMES) {
      assertEquals(
          report(files(3), "--format", format).out(), Files.readString(scratch.resolve(format)));
    }
  }

  @Test
  void aDirectoryIsItsReportsInOrder() throws IOException {
    Files.copy(saved(FRESH), scratch.resolve("b.json"));
    Files.copy(saved("debian-12-docker-29"), scratch.resolve("a.json"));
    Files.writeString(scratch.resolve(".draft.json"), "half");
    Files.writeString(scratch.resolve("notes.txt"), "no report");
    Path all = scratch.resolve("all.json");
    for (int i = 0; i < 2; i++) {
      Project.ProgramRun ran = report(scratch, "--format", "json=" + all);
      assertEquals("", ran.err());
      assertEquals(
          List.of("bookworm", "noble"),
          JSON.readTree(all.toFile()).get("reports").findValuesAsString("hostname"));
    }
    assertEquals(
        report(all).out(), report(scratch.resolve("a.json"), scratch.resolve("b.json")).out());
    Path empty = Files.createDirectory(scratch.resolve("empty"));
    Project.ProgramRun none = report(empty);
    assertEquals(2, none.exitCode());
    assertTrue(none.err().contains("no reports (*.json) in directory"), none.err());
  }

  @Test
  void membersMayComeInAnyOrder() throws IOException {
    JsonNode tree = JSON.readTree(saved(FRESH).toFile());
    String sorted =
        JSON.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(JSON.convertValue(tree, Map.class));
    assertTrue(sorted.startsWith("{\"durationMillis\""), sorted);
    Path file = Files.writeString(scratch.resolve("sorted.json"), sorted);
    assertEquals(report(saved(FRESH)), report(file));
  }

  @Test
  void whatANewerVersionAddsIsPassedOver() throws IOException {
    ObjectNode tree = (ObjectNode) JSON.readTree(saved(FRESH).toFile());
    tree.putObject("weather").put("wind", 3.5);
    ((ObjectNode) tree.get("results").get(0)).putArray("moods").addNull().add(1);
    Path file = Files.writeString(scratch.resolve("newer.json"), tree.toString());
    assertEquals(report(saved(FRESH)), report(file));
  }

  @Test
  void ofAFixTheReportAfterItCountsAndOfAPlanItsReport() throws IOException {
    JsonNode before = JSON.readTree(saved(FRESH).toFile());
    JsonNode after = JSON.readTree(saved("debian-12-docker-29").toFile());
    ObjectNode fix = JSON.createObjectNode().put("schemaVersion", 1).put("document", "fix");
    fix.set("after", after);
    fix.set("before", before);
    ObjectNode plan = JSON.createObjectNode().put("schemaVersion", 1).put("document", "plan");
    plan.set("report", before);
    Path file = Files.writeString(scratch.resolve("document.json"), fix.toString());
    assertEquals(report(saved("debian-12-docker-29")), report(file));
    Files.writeString(file, plan.toString());
    assertEquals(report(saved(FRESH)), report(file));
  }

  @Test
  void oneBadFileStopsNoOther() throws IOException {
    Path bad = Files.writeString(scratch.resolve("bad\u001b[2J.json"), "{\"schemaVersion\": 1,");
    Path page = scratch.resolve("page.html");
    Project.ProgramRun ran =
        report(
            saved(FRESH),
            bad,
            scratch.resolve("none.json"),
            saved("debian-12-docker-29"),
            "--format",
            "html=" + page,
            "--format",
            "text");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.out().endsWith("\n1 of 2 hosts are ready, 1 not ready\n"), ran.out());
    assertTrue(Files.readString(page).contains("<h1>1 of 2 hosts are ready</h1>"));
    assertEquals(2, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().contains("bad\\x1b[2J.json' skipped: it is not JSON: line 1"), ran.err());
    assertTrue(ran.err().contains("none.json' skipped: file not found"), ran.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|it is not JSON: it has no JSON value",
        "[]|it is not a JSON object",
        "{\"\":[[[[[[[[[[[[[[[[[[[[|it is too large for a report: Document nesting depth (21)"
            + " exceeds",
        "{}|it has no schemaVersion: use a report of 'hostready check --format json'",
        "{\"schemaVersion\": 2}|it has schemaVersion 2; this version of hostready reads 1. Update",
        "{\"schemaVersion\": 1}|tool is missing: use an object",
        "{\"schemaVersion\": 1, \"reports\": []}|its list of reports is empty",
        "{\"schemaVersion\": 1, \"reports\": [3]}|reports[0] is not an object",
        "{\"schemaVersion\": 1, \"document\": \"plan\"}|report is missing",
        "{\"a\": 1, \"a\": 2}|it is not JSON: line 1, column 10: duplicate name in an object",
      })
  void aWrongDocumentIsTold(String document, String told) throws IOException {
    Path file = Files.writeString(scratch.resolve("x.json"), document);
    Project.ProgramRun ran = report(file);
    assertEquals(2, ran.exitCode());
    assertEquals("", ran.out());
    assertTrue(
        ran.err().contains("x.json' skipped: " + told) || ran.err().contains(told), ran.err());
  }

  @Test
  void aDocumentInAnotherEncodingIsTold() throws IOException {
    Path file = Files.write(scratch.resolve("x.json"), new byte[] {0, 0, '[', 0, 0, 0, 0});
    Project.ProgramRun ran = report(file);
    assertEquals(2, ran.exitCode());
    assertTrue(
        ran.err().contains("x.json' skipped: it is not JSON: it is not UTF-8 text"), ran.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/failOn|\"x\"|failOn is not valid: use required, recommended, optional",
        "/startedAt|\"today\"|startedAt is not valid: use a time such as",
        "/host/cpus|\"two\"|host.cpus is not valid: use a whole number",
        "/results|null|results is missing: use a list of objects",
        "/results/3/verdict|\"good\"|results[3].verdict is not valid: use fail,",
        "/results/3/rule|\"<b>\"|results[3].rule is not valid: use the id of a rule",
        "/results/3/definedAt|\"x\"|results[3].definedAt is not valid: use FILE:LINE",
        "/results/3/pending|\"rain\"|results[3].pending is not valid: use reboot," + " relogin",
        "/parameters/swarm|1|parameters.swarm is not valid: use a string",
        "/tool/name|\"other\"|tool.name is not valid: use hostready",
      })
  void aWrongMemberIsNamed(String pointer, String value, String told) throws IOException {
    JsonNode tree = JSON.readTree(saved(FRESH).toFile());
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) tree.at(pointer.substring(0, slash)))
        .set(pointer.substring(slash + 1), JSON.readTree(value));
    Path file = Files.writeString(scratch.resolve("x.json"), tree.toString());
    Project.ProgramRun ran = report(file);
    assertEquals(2, ran.exitCode());
    String expected = "x.json' skipped: line 1, column \\d+: " + Pattern.quote(told);
    assertTrue(Pattern.compile(expected).matcher(ran.err()).find(), ran.err());
  }

  /** Such as of a file that only root can read, told to whoever sees the messages. */
  @Test
  void aWrongDocumentIsToldWithoutItsWords() throws IOException {
    for (String document :
        List.of("hunter2", "{\"a\": hunter2}", "{hunter2", "{\"hunter2\": 1, \"hunter2\": 2}")) {
      Project.ProgramRun ran = report(Files.writeString(scratch.resolve("x.json"), document));
      assertEquals(2, ran.exitCode());
      assertTrue(ran.err().contains("it is not JSON: "), ran.err());
      assertFalse(ran.err().contains("hunter2"), ran.err());
    }
  }

  @Test
  void aPipeOrDeviceIsNotWaitedFor() throws Exception {
    Path pipe = scratch.resolve("pipe.json");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    for (String file : List.of(pipe.toString(), "/dev/zero")) {
      Project.ProgramRun ran = report(file, saved(FRESH), "--format", "markdown");
      assertEquals(2, ran.exitCode());
      assertTrue(ran.err().contains("neither a regular file nor standard input"), ran.err());
      assertTrue(ran.out().startsWith("# hostready: `noble`"), ran.out());
    }
  }

  @Test
  void theExitCodeIsOfTheWorstOutcome() throws IOException {
    assertEquals(0, report(saved("debian-12-docker-29"), saved("debian-13-docker")).exitCode());
    assertEquals(1, report(saved("debian-12-docker-29"), saved(FRESH)).exitCode());
    assertEquals(1, report(saved("debian-12-docker-29"), "--fail-on", "optional").exitCode());
    ObjectNode tree = (ObjectNode) JSON.readTree(saved("debian-12-docker-29").toFile());
    ((ObjectNode) tree.get("results").get(0)).put("verdict", "unknown");
    Path unknown = Files.writeString(scratch.resolve("unknown.json"), tree.toString());
    assertEquals(3, report(saved("debian-12-docker-29"), unknown).exitCode());
    assertEquals(2, report().exitCode());
    assertEquals(2, report(saved(FRESH), "--fail-on", "never").exitCode());
  }

  /** Their JSON is 50 MB, and one of them takes some; the pages are written as they come. */
  @Test
  void manyReportsTakeTheMemoryOfSome() throws Exception {
    Path page = scratch.resolve("page.html");
    List<String> argv = new ArrayList<>(List.of("report"));
    files(300).forEach(file -> argv.add(file.toString()));
    argv.addAll(List.of("--format", "html=" + page, "--format", "json=" + scratch.resolve("all")));
    Path err = scratch.resolve("err");
    int code = Project.inLittleMemory(argv, err);
    assertEquals(1, code, () -> readString(err));
    assertTrue(Files.size(scratch.resolve("all")) > 50_000_000);
    assertTrue(Files.size(page) < 1_500_000, () -> "page of " + page.toFile().length());
    assertFalse(Files.readString(page).isEmpty());
  }

  /** Members of the document itself, lists in lists, and texts: each is 100 MB of JSON or more. */
  @ParameterizedTest
  @ValueSource(strings = {"members", "lists", "texts"})
  void reportWithoutEndIsLeftOut(String of) throws Exception {
    Path file = scratch.resolve("endless.json");
    String list = "[" + "{},".repeat(9_000) + "{}]";
    String text = "\"" + "x".repeat(1 << 20) + "\"";
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"reports\":1");
      for (int i = 0;
          i < (of.equals("members") ? 5_000_000 : of.equals("lists") ? 5_000 : 100);
          i++) {
        String value = of.equals("members") ? "1" : of.equals("lists") ? list : text;
        out.write(",\"member" + i + "\":" + value);
      }
      out.write("}");
    }
    Path err = scratch.resolve("err");
    assertEquals(2, Project.inLittleMemory(List.of("report", file.toString()), err));
    assertTrue(readString(err).contains("it is too large for a report: "), () -> readString(err));
  }

  /** Long names that another program added: 40 in each of 50 reports, all of them different. */
  @Test
  void namesOfManyReportsAreNotKept() throws Exception {
    String report = Files.readString(saved("debian-13-docker")).strip();
    String members = report.substring(0, report.length() - 1);
    Path file = scratch.resolve("names.json");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"schemaVersion\":1,\"reports\":[");
      for (int i = 0; i < 50; i++) {
        out.write((i == 0 ? "" : ",") + members);
        for (int j = 0; j < 40; j++) {
          out.write(",\"" + "x".repeat(40_000) + i + "-" + j + "\":1");
        }
        out.write("}");
      }
      out.write("]}");
    }
    Path err = scratch.resolve("err");
    int code = Project.inLittleMemory(List.of("report", file.toString()), err);
    assertEquals(0, code, () -> readString(err));
  }

  private static String readString(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
