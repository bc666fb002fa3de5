package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hostready.capture.Fixtures;
import io.hostready.cli.Project;
import io.hostready.fix.FixKind;
import io.hostready.fix.FixKinds;
import io.hostready.json.JsonWriter;
import io.hostready.probe.ProbeKind;
import io.hostready.probe.ProbeKinds;
import io.hostready.yaml.EditorView;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The schema that editors get accepts what the reader accepts, and rejects what it rejects. */
class RuleSchemaTest {

  private static final EditorView EDITOR = new EditorView(RuleSchema.schema());

  private static final String RULE =
      """
      id: loop-listed
      title: The loop device is there
      why: Without it no image can be mounted.
      level: required
      """;

  static List<Path> shipped() throws IOException {
    return filesIn(Project.DIRECTORY.resolve("rules"));
  }

  static List<RuleErrorsTest.Mistake> mistakes() {
    return RuleErrorsTest.mistakes();
  }

  static List<ProbeKind> probeKinds() {
    return ProbeKinds.ALL;
  }

  static List<FixKind> fixKinds() {
    return FixKinds.ALL;
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  /** Empty where reading alone finds mistakes: then an editor sees another document than we do. */
  private static Optional<YamlNode> document(Path file) throws IOException {
    return document(file.toString(), Files.readAllBytes(file));
  }

  private static Optional<YamlNode> document(String name, byte[] content) {
    Problems problems = new Problems();
    Optional<YamlNode> node = YamlReader.read(name, content, problems);
    return node.filter(_ -> problems.isEmpty());
  }

  private static List<String> complaints(String yaml) {
    Problems problems = new Problems();
    Optional<YamlNode> node = YamlReader.read("test", yaml, problems);
    assertEquals(List.of(), problems.sorted());
    return EDITOR.complaints(node.orElseThrow());
  }

  @Test
  void schemaIsASchema() {
    var dialect =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertEquals(List.of(), dialect.validate(new ObjectMapper().valueToTree(RuleSchema.schema())));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedRuleAndPackIsAccepted(Path file) throws IOException {
    assertEquals(List.of(), EDITOR.complaints(document(file).orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource("probeKinds")
  void everyKindsExampleIsAccepted(ProbeKind kind) {
    assertEquals(List.of(), complaints(RULE + "check:\n" + kind.example().indent(2)));
  }

  @ParameterizedTest
  @MethodSource("fixKinds")
  void everyFixKindsExampleIsAccepted(FixKind kind) {
    String step = "- " + kind.example().strip().replace("\n", "\n  ");
    String fix = "fix:\n  summary: mend it\n  risk: low\n  steps:\n" + step.indent(4);
    String check = "check: {device: {name: loop, expect: {present: true}}}\n";
    assertEquals(List.of(), complaints(RULE + check + fix));
  }

  /** What yaml-language-server shows for a key that is none: the keys that there are. */
  @Test
  void itIsWrittenWhole() {
    ObjectMapper mapper = new ObjectMapper();
    String text = JsonWriter.compact().addTree(RuleSchema.schema()).text();
    assertEquals(
        mapper.readTree(mapper.writeValueAsString(RuleSchema.schema())), mapper.readTree(text));
  }

  @Test
  void aWrongKeyGetsTheOnesThatThereAre() {
    String expect = "expect: {present: true}";
    assertTells("check: {devise: {name: loop, " + expect + "}}\n", "\"device\"");
    assertTells("check: {device: {nam: loop, " + expect + "}}\n", "\"name\"");
    assertTells("check: {device: {name: loop, expect: {presnt: true}}}\n", "\"present\"");
    assertTells("chek: {device: {name: loop, " + expect + "}}\n", "\"check\"");
  }

  /** yaml-language-server shows patternErrorMessage where a pattern does not match. */
  @Test
  void aMisspelledKeyGetsTheNameThatIsNear() {
    JsonNode definitions = new ObjectMapper().valueToTree(RuleSchema.schema()).at("/$defs");
    JsonNode kinds = definitions.at("/criterion/propertyNames");
    for (String slip : List.of("packge", "pakcage", "packages", "pqckage", "ackage")) {
      assertEquals(List.of("Did you mean \"package\"?"), patternErrors(kinds, slip), slip);
    }
    for (String name : List.of("kernel-module", "kernel-modules", "nothing-like-it")) {
      assertEquals(List.of(), patternErrors(kinds, name), name);
    }
    JsonNode keys = definitions.at("/rule/propertyNames");
    assertEquals(List.of("Did you mean \"level\"?"), patternErrors(keys, "levle"));
  }

  private static List<String> patternErrors(JsonNode names, String key) {
    return names
        .get("allOf")
        .valueStream()
        .filter(one -> !Pattern.compile(one.get("pattern").asString()).matcher(key).find())
        .map(one -> one.get("patternErrorMessage").asString())
        .toList();
  }

  private static void assertTells(String yaml, String key) {
    List<String> complaints = complaints(RULE + yaml);
    assertTrue(
        complaints.stream().anyMatch(one -> one.contains(key) && one.contains("enumeration")),
        complaints::toString);
  }

  /** Where 'check' is empty, an editor has nothing else to offer. */
  @Test
  void anEmptyCheckOrConditionOffersEveryKindWithAnExampleThatIsRight() {
    JsonNode rule = new ObjectMapper().valueToTree(RuleSchema.schema()).at("/$defs/rule");
    for (String key : List.of("check", "when")) {
      JsonNode snippets = rule.at("/properties/" + key + "/defaultSnippets");
      assertEquals(
          ProbeKinds.ALL.stream().map(ProbeKind::name).toList(),
          snippets.valueStream().map(snippet -> snippet.get("label").asString()).toList());
      for (JsonNode snippet : snippets) {
        String check = "check: " + snippet.get("body") + "\n";
        assertEquals(List.of(), complaints(RULE + check), check);
      }
    }
  }

  /** Without titles an editor calls each kind by the title of the whole. */
  @Test
  void everyKindAndEachOfItsKeysHasATitle() {
    JsonNode definitions = new ObjectMapper().valueToTree(RuleSchema.schema()).at("/$defs");
    for (String definition : List.of("criterion", "used-facet", "fix")) {
      for (var kind : definitions.at("/" + definition + "/properties").properties()) {
        if (!kind.getKey().equals("where")) {
          assertEquals(kind.getKey(), kind.getValue().at("/title").asString(), definition);
          JsonNode keys = kind.getValue().at("/properties");
          keys.properties()
              .forEach(key -> assertEquals(key.getKey(), key.getValue().at("/title").asString()));
        }
      }
    }
  }

  /** Where an error is out of a schema's sight, the file beyond-schema says why. */
  @ParameterizedTest
  @MethodSource("mistakes")
  void theMistakeIsRejectedOrBeyondASchema(RuleErrorsTest.Mistake mistake) {
    boolean rejected = false;
    for (Map.Entry<String, byte[]> file :
        Fixtures.contents(Fixtures.text(mistake.file()), mistake.name()).entrySet()) {
      if (file.getKey().startsWith("/rules/") && file.getKey().endsWith(".yaml")) {
        Optional<YamlNode> document = document(file.getKey(), file.getValue());
        rejected |= document.isPresent() && !EDITOR.complaints(document.get()).isEmpty();
      }
    }
    String beyond = mistake.host().text("/beyond-schema").orElse("");
    if (rejected) {
      assertEquals("", beyond, "the schema sees the mistake: remove the file beyond-schema");
    } else {
      assertFalse(
          beyond.isBlank(),
          "the schema accepts it; if it cannot see the mistake, say why in /beyond-schema");
    }
  }
}
