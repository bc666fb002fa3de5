package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hostready.cli.Project;
import io.hostready.facts.Inventories;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document of facts is as its shipped schema says, and its host as that of reports. */
class FactsJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Schema SCHEMA = schema();

  private static ObjectNode shipped(String name) {
    try (InputStream in = FactsJson.class.getResourceAsStream(name)) {
      return (ObjectNode) JSON.readTree(in);
    } catch (java.io.IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** The schema of facts with what that of reports says of hosts, and no room for more members. */
  private static Schema schema() {
    ObjectNode facts = shipped("facts-v1.schema.json");
    ObjectNode definitions = (ObjectNode) facts.get("$defs");
    definitions.setAll((ObjectNode) shipped("report-v1.schema.json").get("$defs"));
    ((ObjectNode) definitions.at("/facts/properties/host")).put("$ref", "#/$defs/host");
    definitions.forEach(JsonReportTest::close);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(facts);
  }

  private static List<Error> complaints(String document) {
    return SCHEMA.validate(JSON.readTree(document));
  }

  static List<Path> hosts() {
    return JsonReportTest.hosts();
  }

  @Test
  void aServerIsAsTheSchemaSays() {
    String document =
        FactsJson.of(
            FactsTextTest.host(Optional.of(Inventories.withIdentifiers())),
            Optional.empty(),
            "0.1.0");
    assertEquals(List.of(), complaints(document));
    JsonNode inventory = JSON.readTree(document).at("/host/inventory");
    assertEquals("PowerEdge R640", inventory.at("/model").asString());
    assertEquals(25000, inventory.at("/interfaces/0/speedMbits").asInt());
    assertFalse(complaints(document.replace("\"mtu\": 9000", "\"mtu\": \"9000\"")).isEmpty());
    assertFalse(complaints(document.replace("\"cores\"", "\"kernels\"")).isEmpty());
  }

  @Test
  void thisMachineIsAsTheSchemaSays() {
    for (List<String> words :
        List.of(
            List.of("facts", "--format", "json"),
            List.of("facts", "--format", "json", "--identifiers"))) {
      Project.ProgramRun ran = Project.hostready(words.toArray(String[]::new));
      assertEquals(0, ran.exitCode(), ran.err());
      assertEquals(List.of(), complaints(ran.out()));
      assertTrue(JSON.readTree(ran.out()).at("/host/inventory").isObject(), ran.out());
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void aTreeHasNoInventoryAndSaysWhy(Path host) {
    Project.ProgramRun ran =
        Project.hostready("facts", "--host", host.toString(), "--format", "json");
    assertEquals(0, ran.exitCode(), ran.err());
    assertEquals(List.of(), complaints(ran.out()));
    JsonNode document = JSON.readTree(ran.out());
    assertTrue(document.at("/host/inventory").isMissingNode());
    assertTrue(document.get("noInventory").asString().startsWith(host + " has none"), ran.out());
  }
}
