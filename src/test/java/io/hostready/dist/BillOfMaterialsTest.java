package io.hostready.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hostready.testbed.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The software bill of materials: valid CycloneDX 1.6, and what is in the program. */
@Tag("package")
class BillOfMaterialsTest {

  private static JsonNode document() throws IOException {
    return new ObjectMapper().readTree(Bundle.only(Bundle.dist(), ".cdx.json").toFile());
  }

  private static Map<String, JsonNode> components() throws IOException {
    Map<String, JsonNode> components = new TreeMap<>();
    document()
        .path("components")
        .forEach(component -> components.put(component.path("name").asString(), component));
    return components;
  }

  @Test
  void isValidByTheSchemaOfCycloneDx() throws IOException {
    Path schemas = Bundle.PROJECT.resolve("target/authorities");
    String base = "http://cyclonedx.org/schema/";
    Map<String, String> others = new TreeMap<>();
    for (String name : List.of("jsf-0.82.schema.json", "spdx.schema.json")) {
      others.put(base + name, Files.readString(schemas.resolve(name)));
    }
    Schema schema =
        SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_7, builder -> builder.schemas(others))
            .getSchema(Files.readString(schemas.resolve("bom-1.6.schema.json")));
    List<Error> wrong = schema.validate(document());
    assertEquals(List.of(), wrong);
    ObjectNode without = (ObjectNode) document();
    without.withArray("components").addObject().put("name", "without a type");
    assertEquals(1, schema.validate(without).size());
    assertEquals("1.6", document().path("specVersion").asString());
  }

  @Test
  void namesEachLibraryWithVersionLicensePackageUrlAndHash() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : components().values()) {
      if (component.path("purl").asString().startsWith("pkg:maven/")
          && component.path("hashes").isArray()) {
        listed.add(
            component.path("name").asString()
                + "-"
                + component.path("version").asString()
                + ".jar");
        assertFalse(component.path("licenses").isEmpty(), component::toPrettyString);
        assertEquals("SHA-256", component.at("/hashes/0/alg").asString());
        assertTrue(component.at("/hashes/0/content").asString().matches("[0-9a-f]{64}"));
      }
    }
    Path libraries = Bundle.home().resolve("share/doc/hostready/libraries");
    assertEquals(new TreeSet<>(Files.readAllLines(libraries)), listed);
  }

  @Test
  void saysWhichJavaAndWhichBuilderTheExecutableIsOf() throws IOException {
    Needed.applies(Bundle.isNative(), "no native executable could be built here");
    for (String name : Set.of("java.base", "substratevm")) {
      String version = components().get(name).path("version").asString();
      assertTrue(version.matches("25\\..*"), () -> name + " " + version);
    }
    String properties = document().at("/metadata/properties").toString();
    assertTrue(properties.contains("hostready:" + Bundle.architecture()), properties);
  }
}
