package io.hostready.rule;

import io.hostready.fix.Fix;
import io.hostready.fix.FixKind;
import io.hostready.fix.FixKinds;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.Quoted;
import io.hostready.yaml.Shape;
import io.hostready.yaml.Suggestion;
import io.hostready.yaml.ValueType;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the fix of a rule: what it is for, its risk, and its steps. */
final class FixReader {

  private static final List<String> RISKS =
      Arrays.stream(RuleFix.Risk.values()).map(RuleFix.Risk::word).toList();

  private static final List<String> PENDING =
      Arrays.stream(RuleFix.Pending.values()).map(RuleFix.Pending::word).toList();

  private static final Shape SHAPE =
      Shape.of(
          Shape.required("summary", ValueType.text(), "what it does, starting with a verb"),
          Shape.required("risk", ValueType.word(RISKS), "low, medium or high"),
          Shape.optional("caution", ValueType.text(), "what the risk is; a high one needs it"),
          Shape.optional("pending", ValueType.word(PENDING), "what must still happen afterwards"),
          Shape.required(
              "steps",
              ValueType.listOf(ValueType.node("a kind of fix", Map.of("$ref", "#/$defs/fix")), 1),
              "the fixes, in order"));

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
    Optional<Values> read = SHAPE.read(node, "a fix", problems);
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    // The steps are read though the shape was wrong, so that all mistakes come at once.
    Optional<Template<List<Fix>>> steps =
        Optional.ofNullable(mapping.entries().get("steps"))
            .map(YamlNode.Entry::value)
            .filter(YamlNode.Sequence.class::isInstance)
            .flatMap(list -> rule.template(list, FixReader::steps));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Values values = read.get();
    RuleFix.Risk risk = RuleFix.Risk.valueOf(values.text("risk").toUpperCase(Locale.ROOT));
    if (risk == RuleFix.Risk.HIGH && !values.has("caution")) {
      problems.add(
          node.at(),
          "a fix of high risk lacks the key 'caution'; expected what can go wrong, for the operator"
              + " to read before agreeing. Add it.");
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

  private static Optional<List<Fix>> steps(
      YamlNode node, Parameters parameters, Problems problems) {
    List<YamlNode> items = ((YamlNode.Sequence) parameters.fillInto(node, problems)).items();
    List<Fix> steps = new ArrayList<>();
    for (YamlNode item : items) {
      step(item, problems).ifPresent(steps::add);
    }
    return steps.size() == items.size() ? Optional.of(steps) : Optional.empty();
  }

  private static Optional<Fix> step(YamlNode item, Problems problems) {
    if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      problems.add(
          item.at(),
          item.described()
              + " stands here; expected a map with one key, which is a kind of fix. Give each step"
              + " an item of its own.");
      return Optional.empty();
    }
    Map.Entry<String, YamlNode.Entry> only = mapping.entries().entrySet().iterator().next();
    Optional<FixKind> kind = FixKinds.find(only.getKey());
    if (kind.isEmpty()) {
      problems.add(
          only.getValue().keyAt(),
          "fix kind "
              + Quoted.of(only.getKey())
              + " is unknown."
              + Suggestion.sentence(only.getKey(), FixKinds.names())
              + " Run 'hostready rules kinds' for the list.");
      return Optional.empty();
    }
    String what = "fix kind '" + only.getKey() + "'";
    return kind.get()
        .arguments()
        .read(only.getValue().value(), what, problems)
        .flatMap(
            values -> {
              try {
                return Optional.of(kind.get().make().apply(values));
              } catch (IllegalArgumentException senseless) {
                problems.add(values.at(), what + ": " + senseless.getMessage());
                return Optional.empty();
              }
            });
  }
}
