package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.hostready.cli.Project;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The report as SARIF is as OASIS' schema says. */
class SarifReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    try {
      String schema = Files.readString(Consumer.authority("sarif-schema-2.1.0.json"));
      assertTrue(schema.contains("Static Analysis Results Format"), schema);
      SchemaRegistryConfig config =
          SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
      return SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_7, builder -> builder.schemaRegistryConfig(config))
          .getSchema(JSON.readTree(schema));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static Set<String> complaints(JsonNode document) {
    Set<String> complaints = new TreeSet<>();
    SCHEMA.validate(document).forEach(one -> complaints.add(one.toString()));
    return complaints;
  }

  private static JsonNode everyVerdict(String text) throws IOException {
    return JSON.readTree(Reports.document("sarif", Reports.everyVerdict(Level.REQUIRED, text)));
  }

  static List<Path> hosts() {
    return Consumer.hosts();
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void everyHostIsAsTheSchemaSays(Path host) throws IOException {
    Project.ProgramRun ran =
        Project.hostready("check", "--host", host.toString(), "--format", "sarif");
    assertEquals(Set.of(), complaints(JSON.readTree(ran.out())));
  }

  @Test
  void theSchemaFindsWhatIsWrong() throws IOException {
    JsonNode document = everyVerdict("");
    assertEquals(Set.of(), complaints(document));
    ((ObjectNode) document.at("/runs/0/results/0")).put("level", "bad");
    assertFalse(complaints(document).isEmpty());
  }

  @Test
  void levelsKindsAndSuppressionsAreThoseOfTheVerdicts() throws IOException {
    JsonNode run = everyVerdict(Reports.HOSTILE).at("/runs/0");
    List<String> told =
        StreamSupport.stream(run.get("results").spliterator(), false)
            .map(
                result ->
                    result.get("ruleId").asString()
                        + " "
                        + result.get("kind").asString()
                        + " "
                        + result.get("level").asString()
                        + (result.has("suppressions") ? " suppressed" : ""))
            .toList();
    assertEquals(
        List.of(
            "required-fail fail error",
            "required-unknown open none",
            "required-waived fail error suppressed",
            "recommended-fail fail warning",
            "recommended-unknown open none",
            "recommended-waived fail warning suppressed",
            "optional-fail fail note",
            "optional-unknown open none",
            "optional-waived fail note suppressed"),
        told);
    JsonNode notes = run.at("/invocations/0/toolExecutionNotifications");
    assertEquals(List.of("error", "warning", "warning"), notes.findValuesAsString("level"));
    for (int i = 0; i < told.size(); i++) {
      assertEquals(run.at("/tool/driver/rules/" + i + "/id").asString(), told.get(i).split(" ")[0]);
      assertEquals(i, run.at("/results/" + i + "/ruleIndex").asInt());
    }
  }

  @Test
  void aResultLiesInItsRulesFileAndTellsWhatWasRead() throws IOException {
    JsonNode result = everyVerdict("x").at("/runs/0/results/0");
    assertEquals(
        "rules/texts/required-fail.yaml",
        result.at("/locations/0/physicalLocation/artifactLocation/uri").asString());
    assertEquals(1, result.at("/locations/0/physicalLocation/region/startLine").asInt());
    assertEquals(
        "file:///etc/x",
        result.at("/relatedLocations/0/physicalLocation/artifactLocation/uri").asString());
  }

  /** GitHub takes at most 20 runs a file. */
  @Test
  void severalHostsAreOneRunThatTellsThemApart() throws IOException {
    List<HostReport> fleet = Fleet.of(30);
    JsonNode document = JSON.readTree(Reports.document("sarif", TextStyle.PLAIN, false, fleet));
    assertEquals(Set.of(), complaints(document));
    assertEquals(1, document.get("runs").size());
    JsonNode run = document.at("/runs/0");
    assertEquals("hostready/", run.at("/automationDetails/id").asString());
    assertEquals(fleet.size(), run.at("/properties/hosts").size());
    Set<String> names = new TreeSet<>(run.at("/properties/hosts").findValuesAsString("host"));
    assertEquals(fleet.size(), names.size());
    Set<String> hashes = new TreeSet<>();
    for (JsonNode result : run.get("results")) {
      JsonNode rule = run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt());
      assertEquals(rule.get("id"), result.get("ruleId"));
      String host = result.at("/locations/0/logicalLocations/0/name").asString();
      assertTrue(names.contains(host), host);
      assertTrue(result.at("/message/text").asString().startsWith(host + ": "), result::toString);
      hashes.add(result.at("/partialFingerprints/primaryLocationLineHash").asString());
    }
    assertEquals(run.get("results").size(), hashes.size(), "alerts of GitHub are not told apart");
  }

  /** GitHub knows an alert again by it: it is the same in each run and looks as its own does. */
  @Test
  void aResultHasTheHashThatGithubReads() throws IOException {
    String path = "/runs/0/results/0/partialFingerprints/primaryLocationLineHash";
    JsonNode document = everyVerdict("");
    String hash = document.at(path).asString();
    assertTrue(hash.matches("[0-9a-f]{16}:1"), hash);
    assertEquals(hash, everyVerdict("").at(path).asString());
  }

  /** GitHub's documentation of SARIF support for code scanning. */
  @Test
  void aRuleHasWhatGithubShowsAndSortsBy() throws IOException {
    RuleLinks links = new RuleLinks(Optional.of("https://rules.example.org/"));
    JsonNode document =
        JSON.readTree(
            Reports.document(
                "sarif",
                TextStyle.PLAIN,
                false,
                links,
                List.of(Reports.everyVerdict(Level.REQUIRED, ""))));
    assertEquals(Set.of(), complaints(document));
    JsonNode driver = document.at("/runs/0/tool/driver");
    assertEquals("0.1.0", driver.get("semanticVersion").asString());
    assertEquals("https://rules.example.org", driver.get("informationUri").asString());
    JsonNode rule = driver.at("/rules/0");
    assertEquals("RequiredFail", rule.get("name").asString());
    assertEquals("load it (risk low)", rule.at("/help/text").asString());
    assertEquals(
        "It must.\n\n**What to do:** load it (risk low)\n\n"
            + "**See:** <https://rules.example.org/rule/required-fail.html>",
        rule.at("/help/markdown").asString());
    assertEquals("very-high", rule.at("/properties/precision").asString());
    List<String> severities =
        driver
            .get("rules")
            .valueStream()
            .map(each -> each.at("/properties").get("problem.severity").asString())
            .distinct()
            .toList();
    assertEquals(List.of("error", "warning", "recommendation"), severities);
    JsonNode region = document.at("/runs/0/results/0/locations/0/physicalLocation/region");
    assertEquals(
        Set.of("startLine", "startColumn", "endLine", "endColumn"),
        Set.copyOf(region.propertyNames()));
  }

  @Test
  void moreResultsThanGithubShowsOrTakesAreSaid() throws IOException {
    SarifReport writer = new SarifReport(Reports.medium(Writer.nullWriter(), true));
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "");
    assertEquals(Optional.empty(), excessAfter(writer, report, 500));
    assertTrue(
        excessAfter(writer, report, 500)
            .orElseThrow()
            .startsWith("9,000 results; GitHub code scanning shows the 5,000 worst of a file."));
    assertTrue(
        excessAfter(writer, report, 2000)
            .orElseThrow()
            .startsWith("27,000 results; GitHub code scanning refuses more than 25,000"));
  }

  private static Optional<String> excessAfter(SarifReport writer, HostReport report, int times)
      throws IOException {
    for (int i = 0; i < times; i++) {
      writer.add(report);
    }
    return writer.excess();
  }
}
