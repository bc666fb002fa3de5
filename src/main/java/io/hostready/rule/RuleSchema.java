package io.hostready.rule;

import io.hostready.expect.CriterionReference;
import io.hostready.fix.FixKind;
import io.hostready.fix.FixKinds;
import io.hostready.yaml.KeyNames;
import io.hostready.yaml.SchemaDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema (draft 2020-12) of rule and pack files, generated from their readers. */
public final class RuleSchema {

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
    schema.put("$defs", definitions);
    schema.put("type", "object");
    schema.put("if", Map.of("required", List.of("rules")));
    schema.put("then", Map.of("$ref", "#/$defs/pack"));
    schema.put("else", Map.of("$ref", "#/$defs/rule"));
    return SchemaDocument.of("A rule or pack of hostready", schema);
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
