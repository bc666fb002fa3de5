package io.hostready.rule;

import io.hostready.fix.Fix;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the fix of a rule: its summary, its risk, and its steps. */
final class FixReader {

  private static final List<String> RISKS =
      Arrays.stream(RuleFix.Risk.values()).map(RuleFix.Risk::id).toList();

  private static final List<String> PENDING =
      Arrays.stream(RuleFix.Pending.values()).map(RuleFix.Pending::id).toList();

  private static final MapSchema SHAPE =
      MapSchema.of(
          MapSchema.required("summary", ValueSchema.text(), "what it does, starting with a verb"),
          MapSchema.required("risk", ValueSchema.word(RISKS), "low, medium or high"),
          MapSchema.optional(
              "caution", ValueSchema.text(), "what the risk is; a high one needs it"),
          MapSchema.optional("pending", ValueSchema.word(PENDING), "what is required afterwards"),
          MapSchema.required("steps", StepReader.LIST, "the fixes, in order"));

  private final RuleReader rule;
  private final Problems problems;

  FixReader(RuleReader rule, Problems problems) {
    this.rule = rule;
    this.problems = problems;
  }

  /** The JSON Schema of a fix; refers to a step as {@code #/$defs/fix}. */
  static Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>(SHAPE.schema());
    schema.put(
        "if",
        Map.of("properties", Map.of("risk", Map.of("const", "high")), "required", List.of("risk")));
    schema.put("then", Map.of("required", List.of("caution")));
    return schema;
  }

  Optional<RuleFix> read(YamlNode node) {
    Optional<Values> read = SHAPE.read(node, "fix", problems);
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    // The steps are read even if the keys are wrong, so that all errors are reported together.
    Optional<Parameterized<List<Fix>>> steps =
        Optional.ofNullable(mapping.entries().get("steps"))
            .map(YamlNode.Entry::value)
            .filter(YamlNode.Sequence.class::isInstance)
            .flatMap(list -> rule.template(list, RuleParts::steps));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Values values = read.get();
    RuleFix.Risk risk = RuleFix.Risk.valueOf(values.text("risk").toUpperCase(Locale.ROOT));
    if (risk == RuleFix.Risk.HIGH && !values.has("caution")) {
      problems.add(
          new Problem(node.at(), "missing key 'caution' in a fix of high risk")
              .expecting("use a text that describes what can go wrong"));
    }
    return steps.map(
        template ->
            new RuleFix(
                values.text("summary").strip(),
                risk,
                values.findText("caution").map(String::strip),
                template,
                values
                    .findText("pending")
                    .map(w -> RuleFix.Pending.valueOf(w.toUpperCase(Locale.ROOT)))));
  }
}
