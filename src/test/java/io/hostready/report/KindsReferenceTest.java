package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.rule.RuleSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class KindsReferenceTest {

  private static final List<String> WHERE =
      KindsReference.text().lines().filter(line -> line.startsWith("  where ")).toList();

  /** Of criteria, and of the steps of a fix. */
  @ParameterizedTest
  @ValueSource(strings = {"criterion", "fix"})
  void bothEntriesOfWhereNameItsKeys(String definition) {
    JsonNode schema = new ObjectMapper().valueToTree(RuleSchema.schema());
    JsonNode keys = schema.at("/$defs/" + definition + "/properties/where/required");
    assertEquals(2, keys.size());
    for (String entry : WHERE) {
      keys.valueStream()
          .forEach(key -> assertTrue(entry.contains("'" + key.asString() + "'"), entry));
    }
  }

  @Test
  void whereIsDescribedForCriteriaAndForSteps() {
    assertEquals(2, WHERE.size());
  }
}
