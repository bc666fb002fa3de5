package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.facts.Inventories;
import io.hostready.facts.InventoryJson;
import io.hostready.json.JsonException;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import io.hostready.yaml.Parameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What a saved report says reaches no terminal, runner or markup, whoever wrote it. */
class ReportReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static final List<String> FORMATS = ReportFormats.NAMES;

  private static final String HOSTILE =
      "\u001b[31m\u202e</td><script>x</script>]]>|`\r\n::error::pwn\n##[error]x\n<!-- \"'&\u2028\0";

  /** Members whose values are chosen from a few words, or have a form of their own. */
  private static final Set<String> OF_A_FORM =
      Set.of("rule", "level", "verdict", "failOn", "startedAt", "risk", "pending", "kind", "type");

  private static ObjectNode saved() throws IOException {
    ObjectNode saved =
        (ObjectNode)
            JSON.readTree(Fixtures.beside(Fixtures.host("ubuntu-24.04-fresh"), ".json").toFile());
    ((ObjectNode) saved.get("host"))
        .set("inventory", JSON.readTree(InventoryJson.text(Inventories.withIdentifiers())));
    return saved;
  }

  private static List<HostReport> read(JsonNode document) throws Exception {
    List<HostReport> reports = new ArrayList<>();
    byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
    ReportStream.read(new ByteArrayInputStream(bytes), reports::add);
    return reports;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "9999-01-01T00:00:00Z"
      })
  void aTimeThatNoFormatCanShowIsNoReport(String time) throws Exception {
    ObjectNode saved = saved();
    saved.put("startedAt", time);
    JsonException wrong = assertThrows(JsonException.class, () -> read(saved));
    assertTrue(wrong.getMessage().contains("startedAt"), wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MAX_VALUE, 315_360_000_001L})
  void aDurationThatNoCheckHasIsNoReport(long millis) throws Exception {
    ObjectNode saved = saved();
    saved.put("durationMillis", millis);
    JsonException wrong = assertThrows(JsonException.class, () -> read(saved));
    assertTrue(wrong.getMessage().contains("durationMillis"), wrong.getMessage());
  }

  /** Puts hostile text in the place of every text that may be any. */
  private static JsonNode hostile(JsonNode node) {
    switch (node) {
      case ArrayNode list -> {
        for (int i = 0; i < list.size(); i++) {
          list.set(i, list.get(i).isString() ? new StringNode(HOSTILE) : hostile(list.get(i)));
        }
      }
      case ObjectNode object -> {
        for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
          String name = member.getKey();
          JsonNode value = member.getValue();
          if (name.equals("definedAt")) {
            object.put(name, HOSTILE + ":1");
          } else if (value.isString() && !OF_A_FORM.contains(name)) {
            object.put(name, HOSTILE);
          } else {
            hostile(value);
          }
        }
      }
      default -> {}
    }
    return node;
  }

  /** The same report with a parameter that no saved report can have. */
  private static HostReport withHostileName(HostReport report) {
    HostReport.Run run = report.run();
    return new HostReport(
        new HostReport.Run(
            run.version(), run.timing(), run.packs(), new Parameters(Map.of(HOSTILE, HOSTILE))),
        report.host(),
        report.failOn(),
        report.results());
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void everyTextIsEscapedInEveryFormat(String format) throws Exception {
    ObjectNode saved = saved();
    JsonNode hostile = hostile(saved);
    ((ObjectNode) hostile.get("tool")).put("name", "hostready");
    List<HostReport> reports =
        read(hostile).stream().map(ReportReaderTest::withHostileName).toList();
    String document = Reports.document(format, TextStyle.PLAIN, true, reports);
    assertEquals(
        List.of(),
        document
            .codePoints()
            .filter(point -> point != '\n' && SafeText.isUnsafe(point))
            .mapToObj(Integer::toHexString)
            .distinct()
            .toList());
    assertTrue(document.lines().noneMatch(line -> line.strip().startsWith("::error::")), format);
    if (format.equals("junit")) {
      assertDoesNotThrow(
          () ->
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HOSTILE, "", "-a", "Registry", "a b", "a\"", "a\n"})
  void aParameterHasTheNameOfOne(String name) throws Exception {
    ObjectNode saved = saved();
    ((ObjectNode) saved.get("parameters")).put(name, "x");
    JsonException refused = assertThrows(JsonException.class, () -> read(saved));
    assertTrue(refused.problem().startsWith("parameters"), refused::problem);
    assertTrue(refused.problem().codePoints().noneMatch(SafeText::isUnsafe));
  }

  @Test
  void parametersOfRulesOfOthersAreKept() throws Exception {
    ObjectNode saved = saved();
    ((ObjectNode) saved.get("parameters")).put("2nd-registry", "x");
    assertEquals("x", read(saved).getFirst().run().parameters().values().get("2nd-registry"));
  }
}
