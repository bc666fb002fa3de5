package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hostready.capture.Fixtures;
import io.hostready.cli.Project;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The report as JSON is as its shipped schema says, and has no member that the schema lacks. */
class JsonReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry FACTORY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final JsonNode SHIPPED = shipped();
  private static final Schema SCHEMA = FACTORY.getSchema(closed(SHIPPED));

  private static final String PRESENT = "check: {path: {path: /etc/x, expect: {present: true}}}";

  private static JsonNode shipped() {
    try (InputStream in = JsonReport.class.getResourceAsStream("report-v1.schema.json")) {
      return JSON.readTree(in);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** The schema leaves room for members to come; what is written today must all be in it. */
  private static JsonNode closed(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    copy.get("$defs").forEach(JsonReportTest::close);
    return copy;
  }

  static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && object.has("required")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    if (schema.has("properties")) {
      schema.get("properties").forEach(JsonReportTest::close);
    }
    if (schema.has("items")) {
      close(schema.get("items"));
    }
  }

  private static Set<String> complaints(String document) throws IOException {
    Set<String> complaints = new TreeSet<>();
    SCHEMA.validate(JSON.readTree(document)).forEach(one -> complaints.add(one.toString()));
    return complaints;
  }

  private static String json(HostReport... reports) {
    return Reports.document("json", reports);
  }

  static List<Path> hosts() {
    return Fixtures.hosts();
  }

  @Test
  void theShippedSchemaIsASchema() {
    Schema dialect =
        FACTORY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertEquals(List.of(), dialect.validate(SHIPPED));
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void theReportOfEveryHostIsAsTheSchemaSays(Path host) throws IOException {
    Project.ProgramRun ran =
        Project.hostready("check", "--host", host.toString(), "--format", "json");
    assertEquals(Set.of(), complaints(ran.out()));
  }

  @Test
  void theReportOfThisMachineIsAsTheSchemaSays() throws IOException {
    assertEquals(Set.of(), complaints(Project.hostready("check", "--format", "json").out()));
  }

  @Test
  void severalHostsAreOneDocumentInTheOrderGiven() throws IOException {
    Reports rules = new Reports().rule("t", "there", "It is there", "level: required", PRESENT);
    HostReport with = rules.report(FakeHost.with("/etc/x", "x").host());
    HostReport without = rules.report(FakeHost.empty().host());
    String document = json(with, without);
    assertEquals(Set.of(), complaints(document));
    assertEquals(
        List.of("ready", "not-ready"),
        JSON.readTree(document).get("reports").findValuesAsString("outcome"));
  }

  @Test
  void aHostThatSaysNothingOfItselfHasNulls() throws IOException {
    HostReport report =
        new Reports()
            .rule("t", "there", "It is there", "level: optional", PRESENT)
            .report(FakeHost.empty().host());
    String document = json(report);
    assertEquals(Set.of(), complaints(document));
    JsonNode host = JSON.readTree(document).get("host");
    assertTrue(host.get("hostname").isNull() && host.get("kernel").isNull(), host::toString);
    assertTrue(host.get("cpus").isNull() && host.get("os").get("id").isNull(), host::toString);
  }

  @Test
  void everyVerdictAndEveryKindOfFixIsAsTheSchemaSays() throws IOException {
    Host host = FakeHost.with("/etc/x", "x").denied("/etc/closed").host();
    HostReport report =
        new Reports()
            .rule("t", "there", "Passes", "level: required", PRESENT, "references: [proc(5)]")
            .rule(
                "t",
                "loaded",
                "Fails with a fix",
                "level: recommended",
                "check: {path: {path: /etc/y, expect: {present: true}}}",
                "fix: {summary: load it, risk: low, steps: [{load-module: {name: loop}}]}")
            .rule(
                "t",
                "advised",
                "Fails with advice",
                "level: optional",
                "check: {path: {path: /etc/y, expect: {present: true}}}",
                "advice: Write it.")
            .rule(
                "u",
                "closed",
                "Unknown",
                "level: required",
                "check: {file-text: {path: /etc/closed, key: A, expect: {value: b}}}")
            .rule(
                "u",
                "elsewhere",
                "Not applicable",
                "level: required",
                "when: {path: {path: /etc/y, expect: {present: true}}}",
                PRESENT)
            .report(host);
    String document = json(report);
    assertEquals(Set.of(), complaints(document));
    assertEquals(
        List.of("pass", "fail", "fail", "unknown", "not-applicable"),
        JSON.readTree(document).get("results").findValuesAsString("verdict"));
    assertEquals(
        "{\"pass\":1,\"fail\":2,\"unknown\":1,\"not-applicable\":1,\"waived\":0}",
        JSON.readTree(document).get("summary").toString());
  }

  /** A member, and a value that the schema must not take there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/schemaVersion | 2",
        "/outcome | \"perhaps\"",
        "/durationMillis | -1",
        "/startedAt | \"yesterday\"",
        "/host/cpus | 0",
        "/host/hostname | \"\"",
        "/summary/pass | \"1\"",
        "/packs | []",
        "/parameters | {\"Not A Name\": \"x\"}",
        "/results/0/verdict | \"ok\"",
        "/results/0/level | \"must\"",
        "/results/0/rule | \"Not An Id\"",
        "/results/0/evidence/0/line | 0",
        "/results/0/pending | \"tea\"",
        "/results/0/fix | {\"summary\": \"x\", \"risk\": null, \"automatic\": true}",
        "/results/0/definedAt | \"rules/x.yaml\"",
        "/results/0/surprise | 1",
        "/surprise | 1",
        "/host/surprise | 1",
      })
  void aDocumentOfAnotherShapeIsRejected(String pointer, String value) throws IOException {
    HostReport report =
        new Reports()
            .rule("t", "there", "It is there", "level: required", PRESENT)
            .report(FakeHost.with("/etc/x", "x").host());
    JsonNode document = JSON.readTree(json(report));
    assertEquals(Set.of(), complaints(document.toString()));
    int last = pointer.lastIndexOf('/');
    ((ObjectNode) document.at(pointer.substring(0, last)))
        .set(pointer.substring(last + 1), JSON.readTree(value));
    assertFalse(complaints(document.toString()).isEmpty());
  }

  @Test
  void hostileTextIsKeptAndCannotReachATerminal() throws IOException {
    String hostile =
        "a\u001b[2Jb\u202ec\u009b31md\u2028e\0f\u200bg\u007fh\udb40\udc41i\ud83d\ude00";
    Host host = FakeHost.with("/etc/x", "KEY='" + hostile + "'\n").host();
    HostReport report =
        new Reports()
            .rule(
                "t",
                "plain",
                "It is plain",
                "level: required",
                "check: {file-text: {path: /etc/x, key: KEY, expect: {value: plain}}}")
            .report(host);
    String document = json(report);
    assertEquals(Set.of(), complaints(document));
    document
        .codePoints()
        .filter(c -> c != '\n')
        .forEach(c -> assertFalse(SafeText.isUnsafe(c), () -> Integer.toHexString(c)));
    assertEquals(hostile, JSON.readTree(document).at("/results/0/evidence/0/value").asString());
  }

  @Test
  void theSameReportIsTheSameDocument() {
    Reports rules = new Reports().rule("t", "there", "It is there", "level: required", PRESENT);
    Host host = FakeHost.with("/etc/x", "x").host();
    assertEquals(json(rules.report(host)), json(rules.report(host)));
  }
}
