package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hostready.capture.Fixtures;
import io.hostready.report.DifferenceFormats;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Yesterday's reports of three hosts and today's: what {@code --against} says. */
class AgainstTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path HOST = Fixtures.host("debian-12-docker-29");

  @TempDir Path scratch;
  private Path old;
  private Path now;

  @BeforeEach
  void bothDaysAreAlike() throws IOException {
    old = Files.createDirectory(scratch.resolve("old"));
    now = Files.createDirectory(scratch.resolve("now"));
    for (String name : new String[] {"web-1", "web-2", "web-3"}) {
      save(old, name, _ -> {});
      save(now, name, _ -> {});
    }
  }

  private static void save(Path directory, String name, Consumer<ObjectNode> edit)
      throws IOException {
    ObjectNode report = (ObjectNode) JSON.readTree(Project.json(HOST));
    ((ObjectNode) report.get("host")).put("hostname", name);
    report.get("results").forEach(result -> edit.accept((ObjectNode) result));
    Files.writeString(directory.resolve(name + ".json"), JSON.writeValueAsString(report));
  }

  private static Consumer<ObjectNode> verdict(String rule, String verdict) {
    return result -> {
      if (result.get("rule").stringValue().equals(rule)) {
        result.put("verdict", verdict).put("reason", "seen").put("found", "seen");
      }
    };
  }

  private Project.ProgramRun report(String... more) {
    return Project.inThisProcess(
        Stream.concat(
                Stream.of("report", now.toString(), "--against", old.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void oneLineIfNothingChanged() {
    Project.ProgramRun ran = report();
    assertEquals("no changes on 3 hosts; 3 of 3 ready, before 3 of 3\n", ran.out());
    assertEquals(0, ran.exitCode());
  }

  @Test
  void aRuleThatFailsOnSeveralHostsIsOneLine() throws IOException {
    save(now, "web-1", verdict("cpu-64-bit", "fail"));
    save(now, "web-2", verdict("cpu-64-bit", "fail"));
    save(old, "web-3", verdict("swap-limit-available", "fail"));
    save(old, "web-7", _ -> {});
    save(now, "web-9", verdict("cpu-64-bit", "fail"));
    Project.ProgramRun ran = report("--fail-on-new");
    assertEquals("", ran.err());
    assertTrue(
        ran.out()
            .matches(
                """
                gone host +ready      web-7
                new host +not ready  web-9: cpu-64-bit
                fixed +\\w+ -> pass       swap-limit-available  web-3: .*
                new +pass -> FAIL       cpu-64-bit            web-1, web-2

                2 new, 1 fixed on 3 of 3 hosts, 1 new host, 1 gone host; 1 of 4 ready, before \
                4 of 4; 3 findings block that did not block before
                """),
        ran::out);
    assertEquals(1, ran.exitCode());
  }

  @Test
  void anOldFailureDoesNotFailTheRun() throws IOException {
    save(old, "web-1", verdict("cpu-64-bit", "fail"));
    save(now, "web-1", verdict("cpu-64-bit", "fail"));
    assertEquals(1, report().exitCode());
    assertEquals(0, report("--fail-on-new").exitCode());
    save(old, "web-1", verdict("cpu-64-bit", "unknown"));
    assertEquals(1, report("--fail-on-new").exitCode());
    save(now, "web-1", verdict("cpu-64-bit", "unknown"));
    assertEquals(0, report("--fail-on-new").exitCode());
    save(old, "web-1", _ -> {});
    assertEquals(3, report("--fail-on-new").exitCode());
  }

  @Test
  void aRenamedRuleIsTheSame() throws IOException {
    for (String name : new String[] {"web-1", "web-2", "web-3"}) {
      save(
          old,
          name,
          result -> {
            if (result.get("rule").stringValue().equals("ntp-service-running")) {
              result.put("rule", "clock-kept");
            }
          });
    }
    assertTrue(report().out().startsWith("no changes on 3 hosts"), report()::out);
  }

  @Test
  void jsonIsAsItsSchemaSays() throws IOException {
    save(now, "web-1", verdict("cpu-64-bit", "fail"));
    save(now, "web-9", _ -> {});
    Files.delete(now.resolve("web-2.json"));
    String document = report("--format", "json").out();
    try (InputStream in =
        DifferenceFormats.class.getResourceAsStream("difference-v1.schema.json")) {
      JsonNode schema = JSON.readTree(in);
      schema.get("$defs").forEach(type -> ((ObjectNode) type).put("additionalProperties", false));
      assertEquals(
          "[]",
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(schema)
              .validate(JSON.readTree(document))
              .toString());
    }
    assertEquals("not-ready", JSON.readTree(document).get("newOutcome").stringValue());
    assertEquals(3, JSON.readTree(document).get("hosts").size());
  }

  @ParameterizedTest
  @CsvSource({"markdown", "html"})
  void whatAHostSaysIsNoMarkup(String format) throws IOException {
    save(
        now,
        "web-1<b onclick=x>|",
        verdict("cpu-64-bit", "fail").andThen(result -> result.put("problem", "<b>|`x`")));
    String document = report("--format", format, "--rules-url", "https://example.org").out();
    assertTrue(document.contains("web-1"), document);
    assertFalse(document.contains(format.equals("html") ? "<b>" : "| <b>"), document);
    assertFalse(document.contains(format.equals("html") ? "<b onclick" : "onclick=x>|"), document);
  }

  @Test
  void checkComparesAndSavesTheWholeReport() throws IOException {
    Path saved = scratch.resolve("today.json");
    Project.ProgramRun ran =
        Project.inThisProcess(
            "check", "--host", HOST.toString(), "--format", "text", "--format", "json=" + saved);
    assertEquals(0, ran.exitCode());
    String[] again = {
      "check",
      "--host",
      HOST.toString(),
      "--against",
      saved.toString(),
      "--format",
      "text",
      "--format",
      "json=" + saved
    };
    ran = Project.inThisProcess(again);
    assertTrue(ran.out().matches("no changes: \\S+ is ready, as before\n"), ran::out);
    assertTrue(Files.readString(saved).contains("\"results\""));
    ran = Project.inThisProcess("check", "cpu-64-bit", again[1], again[2], again[3], again[4]);
    assertTrue(ran.out().startsWith("no changes: "), ran::out);
  }

  @ParameterizedTest
  @CsvSource({
    "report x.json --fail-on-new, add --against OLD",
    "report x.json --against none.json, file not found",
    "report x.json --against x.json --format junit, 'use text, json, markdown or html'",
  })
  void wrongUseIsRefused(String words, String message) {
    Project.ProgramRun ran = Project.inThisProcess(words.split(" "));
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains(message), ran::err);
  }
}
