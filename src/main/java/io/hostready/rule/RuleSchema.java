package io.hostready.rule;

import io.hostready.expect.CriterionReference;
import io.hostready.fix.FixKind;
import io.hostready.fix.FixKinds;
import io.hostready.yaml.KeyNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schema (draft 2020-12) of rule and pack files, generated from their readers. */
public final class RuleSchema {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private static final List<String> CRITERIA = List.of("check", "when");

  private RuleSchema() {}

  /** Either a rule or a pack, depending on its keys. */
  public static Map<String, Object> schema() {
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("rule", titled("a rule", rule()));
    definitions.put("pack", titled("a pack of rules", PackReader.SHAPE.schema()));
    definitions.put("criterion", titled("a criterion", CriterionReference.schema()));
    definitions.put(
        "used-facet", titled("a probe with 'use'", CriterionReference.usedFacetSchema()));
    definitions.put("fix", titled("a step of a fix", fix()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("title", "A rule or pack of hostready");
    schema.put("$defs", definitions);
    schema.put("type", "object");
    schema.put("if", Map.of("required", List.of("rules")));
    schema.put("then", Map.of("$ref", "#/$defs/pack"));
    schema.put("else", Map.of("$ref", "#/$defs/rule"));
    return inOneOrder(schema);
  }

  /** Map.of has another order in each run, and builds must be reproducible: keywords are sorted. */
  private static Map<String, Object> inOneOrder(Map<?, ?> schema) {
    Map<String, Object> ordered = new TreeMap<>();
    schema.forEach((key, value) -> ordered.put((String) key, inOneOrder((String) key, value)));
    return ordered;
  }

  /** Names of properties and definitions keep their order, and so do examples. */
  private static Object inOneOrder(String keyword, Object value) {
    return switch (value) {
      case Map<?, ?> named when List.of("properties", "$defs").contains(keyword) -> {
        Map<String, Object> ordered = new LinkedHashMap<>();
        named.forEach((name, each) -> ordered.put((String) name, inOneOrder("", each)));
        yield ordered;
      }
      case Map<?, ?> map -> inOneOrder(map);
      case List<?> list when !keyword.equals("defaultSnippets") ->
          list.stream().map(each -> inOneOrder("", each)).toList();
      default -> value;
    };
  }

  private static Map<String, Object> titled(String title, Map<String, Object> schema) {
    Map<String, Object> titled = new LinkedHashMap<>();
    titled.put("title", title);
    titled.putAll(schema);
    return titled;
  }

  /** With an example of each kind of probe if 'check' or 'when' is still empty. */
  private static Map<String, Object> rule() {
    Map<String, Object> schema = new LinkedHashMap<>(RuleReader.SHAPE.schema());
    Map<String, Object> properties = new LinkedHashMap<>();
    ((Map<?, ?>) schema.get("properties"))
        .forEach(
            (name, property) -> {
              Map<String, Object> member = new LinkedHashMap<>();
              ((Map<?, ?>) property).forEach((key, value) -> member.put((String) key, value));
              if (CRITERIA.contains(name)) {
                member.put("defaultSnippets", CriterionReference.snippets());
              }
              properties.put((String) name, member);
            });
    schema.put("properties", properties);
    return schema;
  }

  private static Map<String, Object> fix() {
    Map<String, Object> properties = new LinkedHashMap<>();
    Map<String, Object> where = new LinkedHashMap<>();
    where.put("description", "steps for some hosts only");
    where.putAll(StepReader.WHERE_SHAPE.schema());
    properties.put(StepReader.WHERE, where);
    for (FixKind kind : FixKinds.ALL) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("title", kind.name());
      one.put("description", kind.summary());
      one.putAll(kind.arguments().schema());
      properties.put(kind.name(), one);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("minProperties", 1);
    schema.put("maxProperties", 1);
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    schema.put("propertyNames", KeyNames.schema(List.copyOf(properties.keySet())));
    return schema;
  }
}
