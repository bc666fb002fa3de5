package io.hostready.rule;

import io.hostready.expect.CriterionReader;
import io.hostready.text.Quoted;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a pack: its rules, their levels, and its parameters with their defaults. */
final class PackReader {

  private static final ValueSchema<String> NAME =
      ValueSchema.matching(
          "a lower-case name with hyphens", Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*"));

  static final ValueSchema<String> RULE_ID =
      ValueSchema.named("rule id", ValueSchema.matching(RuleId.DESCRIBED, RuleId.FORM));

  private static final MapSchema PARAMETER =
      MapSchema.of(
          MapSchema.required(
              "type",
              ValueSchema.word(
                  Arrays.stream(ParameterDeclaration.Type.values())
                      .map(ParameterDeclaration.Type::id)
                      .toList()),
              "the type of its values"),
          MapSchema.required("default", ValueSchema.text(), "the value if nothing else sets one"),
          MapSchema.required("description", ValueSchema.text(), "what the parameter is for"),
          MapSchema.optional(
              "values", ValueSchema.listOf(ValueSchema.text(), 1), "the values, for the type enum"),
          MapSchema.optional(
              "detect",
              ValueSchema.listOf(
                  ValueSchema.node("a probe with 'use'", Map.of("$ref", "#/$defs/used-facet")), 1),
              "probes that detect the value; the first that finds one is used"),
          MapSchema.optional(
              "detect-on",
              ValueSchema.node("a criterion", RuleReader.CRITERION),
              "the hosts on which a detected value is used (default: all)"));

  private static final MapSchema ENTRY =
      MapSchema.of(
          MapSchema.required("rule", RULE_ID, "the rule's id"),
          MapSchema.required("level", ValueSchema.word(Level.WORDS), "its level in this pack"));

  private static final ValueSchema<YamlNode> ENTRY_NODE =
      ValueSchema.node(
          "a rule's id, or a map with rule and level",
          Map.of("anyOf", List.of(RULE_ID.schema(), ENTRY.schema())));

  static final MapSchema SHAPE =
      MapSchema.of(
          MapSchema.required("name", NAME, "the pack's name, the same as that of its file"),
          MapSchema.required("title", ValueSchema.text(), "what the pack makes a host ready for"),
          MapSchema.optional(
              "extends",
              ValueSchema.listOf(NAME, 1),
              "packs whose rules and parameters it includes"),
          MapSchema.optional(
              "parameters",
              ValueSchema.mapOf(NAME, ValueSchema.node("a parameter", parameterSchema())),
              "the parameters that its rules use"),
          MapSchema.required("rules", ValueSchema.listOf(ENTRY_NODE, 1), "its rules"));

  private final Problems problems;

  PackReader(Problems problems) {
    this.problems = problems;
  }

  /** A parameter of type enum has values, and no other type has. */
  private static Map<String, Object> parameterSchema() {
    Map<String, Object> schema = new LinkedHashMap<>(PARAMETER.schema());
    schema.put("if", Map.of("properties", Map.of("type", Map.of("const", "enum"))));
    schema.put("then", Map.of("required", List.of("values")));
    schema.put("else", Map.of("not", Map.of("required", List.of("values"))));
    return schema;
  }

  Optional<RulePack> read(YamlNode node, String fileName) {
    int before = problems.count();
    Optional<Values> read = SHAPE.read(node, "pack", problems);
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return Optional.empty();
    }
    // Everything below is read even if the keys are wrong, so that all errors are reported
    // together.
    List<ParameterDeclaration> parameters = new ArrayList<>();
    if (value(mapping, "parameters") instanceof YamlNode.Mapping declared) {
      declared
          .entries()
          .forEach((name, entry) -> parameter(name, entry.value()).ifPresent(parameters::add));
    }
    Map<RuleId, RulePack.Entry> entries = new LinkedHashMap<>();
    if (value(mapping, "rules") instanceof YamlNode.Sequence rules) {
      rules.items().forEach(item -> entry(item).ifPresent(entry -> add(entry, entries)));
    }
    if (read.isPresent() && !read.get().text("name").equals(fileName)) {
      problems.add(
          new Problem(
                  mapping.entries().get("name").value().at(),
                  "pack name '"
                      + read.get().text("name")
                      + "' does not match the file name '"
                      + fileName
                      + ".yaml'")
              .expecting("rename one of them"));
    }
    if (problems.count() > before) {
      return Optional.empty();
    }
    Values values = read.orElseThrow();
    return Optional.of(
        new RulePack(
            values.text("name"),
            values.text("title"),
            values.texts("extends"),
            parameters,
            List.copyOf(entries.values()),
            node.at()));
  }

  private static @Nullable YamlNode value(YamlNode.Mapping mapping, String key) {
    YamlNode.Entry entry = mapping.entries().get(key);
    return entry == null ? null : entry.value();
  }

  private void add(RulePack.Entry entry, Map<RuleId, RulePack.Entry> entries) {
    RulePack.Entry earlier = entries.putIfAbsent(entry.rule(), entry);
    if (earlier != null) {
      problems.add(
          new Problem(
              entry.at(),
              "duplicate rule '" + entry.rule() + "' (first on line " + earlier.at().line() + ")"));
    }
  }

  private Optional<RulePack.Entry> entry(YamlNode node) {
    if (node instanceof YamlNode.Scalar) {
      return RULE_ID
          .read(node, problems)
          .map(id -> new RulePack.Entry(new RuleId(id), Optional.empty(), node.at()));
    }
    return ENTRY
        .read(node, "rule of the pack", problems)
        .map(
            values ->
                new RulePack.Entry(
                    new RuleId(values.text("rule")),
                    Optional.of(Level.of(values.text("level"))),
                    node.at()));
  }

  private Optional<ParameterDeclaration> parameter(String name, YamlNode node) {
    Optional<Values> read = PARAMETER.read(node, "parameter " + Quoted.of(name), problems);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Values values = read.get();
    CriterionReader criteria = new CriterionReader(Parameters.NONE, problems);
    List<CriterionReader.UsedFacet> detect = new ArrayList<>();
    values
        .find("detect", List.class)
        .ifPresent(
            list ->
                ((List<?>) list)
                    .forEach(one -> criteria.readUsedFacet((YamlNode) one).ifPresent(detect::add)));
    ParameterDeclaration declaration =
        new ParameterDeclaration(
            name,
            ParameterDeclaration.Type.valueOf(values.text("type").toUpperCase(Locale.ROOT)),
            values.text("default"),
            values.text("description").strip(),
            values.texts("values"),
            detect,
            values.find("detect-on", YamlNode.class).flatMap(criteria::read));
    boolean isEnum = declaration.type() == ParameterDeclaration.Type.ENUM;
    if (isEnum == declaration.values().isEmpty()) {
      String typed = "parameter '" + name + "' of type " + declaration.type().id();
      problems.add(
          isEnum
              ? new Problem(node.at(), "missing key 'values' in " + typed)
                  .expecting("list the valid values")
              : new Problem(node.at(), "key 'values' in " + typed)
                  .expecting("use it with the type enum only"));
      return Optional.empty();
    }
    SourceSpan at = ((YamlNode.Mapping) node).entries().get("default").value().at();
    declaration
        .problem(at, declaration.defaultValue())
        .ifPresent(
            wrong ->
                problems.add(
                    new Problem(
                        at, wrong.found() + " (default)", wrong.expected(), wrong.remedy())));
    return Optional.of(declaration);
  }
}
