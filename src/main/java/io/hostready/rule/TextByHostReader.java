package io.hostready.rule;

import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a rule's text that can differ by host ({@code problem}, {@code advice}): one text, or a
 * list of cases of which the last has no condition.
 */
final class TextByHostReader {

  private static final ValueSchema<String> NAME =
      ValueSchema.matching("a lower-case name", Pattern.compile("[a-z][a-z-]*"));

  private static final MapSchema CASE =
      MapSchema.of(
          MapSchema.required(
              "text",
              ValueSchema.text(),
              "the text; {name} stands for one of the values, /etc/docker/daemon.json for the"
                  + " configuration file that dockerd reads"),
          MapSchema.optional(
              "when",
              ValueSchema.node("a criterion", RuleReader.CRITERION),
              "the hosts to which it applies (default: all others)"),
          MapSchema.optional(
              "values",
              ValueSchema.mapOf(
                  NAME,
                  ValueSchema.node("a probe with 'use'", Map.of("$ref", "#/$defs/used-facet"))),
              "values of the host for the text; the case is for hosts that have all of them"));

  private final String key;
  private final RuleReader rule;
  private final Problems problems;

  TextByHostReader(String key, RuleReader rule, Problems problems) {
    this.key = key;
    this.rule = rule;
    this.problems = problems;
  }

  static ValueSchema<YamlNode> type() {
    return ValueSchema.node(
        "a text, or a list of cases",
        Map.of(
            "anyOf",
            List.of(
                ValueSchema.text().schema(),
                Map.of("type", "array", "minItems", 1, "items", CASE.schema()))));
  }

  TextByHost read(YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      return ValueSchema.text()
          .read(node, problems)
          .map(text -> TextByHost.of(text.strip()))
          .orElse(TextByHost.NONE);
    }
    if (!(node instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
      ValueSchema.wrong(node, "a text, or a list of cases with 'text' and 'when'", problems);
      return TextByHost.NONE;
    }
    List<TextByHost.Case> cases = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      one(item, item == sequence.items().getLast()).ifPresent(cases::add);
    }
    if (cases.size() < sequence.items().size()) {
      return TextByHost.NONE;
    }
    String general = cases.removeLast().text();
    return new TextByHost(cases, Optional.of(general));
  }

  private Optional<TextByHost.Case> one(YamlNode item, boolean isLast) {
    int before = problems.count();
    Optional<Values> read = CASE.read(item, "case of '" + key + "'", problems);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Values values = read.get();
    if (isLast == (values.has("when") || values.has("values"))) {
      problems.add(
          isLast
              ? new Problem(item.at(), "the last case of '" + key + "' has a condition")
                  .expecting("add a case without 'when' and 'values' for all other hosts")
              : new Problem(item.at(), "missing key 'when' or 'values' in a case of '" + key + "'")
                  .expecting("only the last case has no condition"));
    }
    Optional<Parameterized<Criterion>> when =
        values
            .find("when", YamlNode.class)
            .flatMap(condition -> rule.template(condition, RuleParts::criterion));
    Map<String, Parameterized<CriterionReader.UsedFacet>> used = new LinkedHashMap<>();
    values
        .find("values", Map.class)
        .ifPresent(
            map ->
                ((Map<?, ?>) map)
                    .forEach(
                        (name, probe) ->
                            rule.template((YamlNode) probe, RuleParts::usedFacet)
                                .ifPresent(template -> used.put((String) name, template))));
    String text = values.text("text").strip();
    for (String name : used.keySet()) {
      if (!text.contains("{" + name + "}")) {
        problems.add(
            new Problem(item.at(), "unused value '" + name + "' in a case of '" + key + "'")
                .expecting("write {" + name + "} in the text, or remove the value"));
      }
    }
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(new TextByHost.Case(text, when, used));
  }
}
