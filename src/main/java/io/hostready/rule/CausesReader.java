package io.hostready.rule;

import io.hostready.expect.CriterionReader;
import io.hostready.yaml.Problems;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code caused-by}: a list of rule IDs, and of probes with {@code use}. */
final class CausesReader {

  private final RuleReader rule;
  private final Problems problems;

  CausesReader(RuleReader rule, Problems problems) {
    this.rule = rule;
    this.problems = problems;
  }

  static ValueSchema<YamlNode> type() {
    return ValueSchema.node(
        "a list of rule IDs or probes",
        Map.of(
            "type",
            "array",
            "minItems",
            1,
            "items",
            Map.of(
                "anyOf",
                List.of(PackReader.RULE_ID.schema(), Map.of("$ref", "#/$defs/used-facet")))));
  }

  Causes read(YamlNode node) {
    if (!(node instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
      ValueSchema.wrong(node, "a list of rule IDs or probes with 'use'", problems);
      return Causes.NONE;
    }
    List<RuleId> named = new ArrayList<>();
    List<Parameterized<CriterionReader.UsedFacet>> detected = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlNode.Mapping) {
        rule.template(item, RuleParts::usedFacet).ifPresent(detected::add);
      } else {
        PackReader.RULE_ID.read(item, problems).map(RuleId::new).ifPresent(named::add);
      }
    }
    return new Causes(named, detected);
  }
}
