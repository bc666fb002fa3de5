package io.hostready.rule;

import io.hostready.expect.CriterionReference;
import io.hostready.fix.FixKind;
import io.hostready.fix.FixKinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema (draft 2020-12) of rule and pack files, made from what reads them. */
public final class RuleSchema {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private RuleSchema() {}

  /** Either a rule or a pack, whichever has its keys. */
  public static Map<String, Object> schema() {
    Map<String, Object> definitions = new LinkedHashMap<>();
    definitions.put("rule", RuleReader.SHAPE.schema());
    definitions.put("pack", PackReader.SHAPE.schema());
    definitions.put("criterion", CriterionReference.schema());
    definitions.put("taken", CriterionReference.takenSchema());
    definitions.put("fix", fix());
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("title", "A rule or pack of hostready");
    schema.put("$defs", definitions);
    schema.put("type", "object");
    schema.put("if", Map.of("required", List.of("rules")));
    schema.put("then", Map.of("$ref", "#/$defs/pack"));
    schema.put("else", Map.of("$ref", "#/$defs/rule"));
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
    return schema;
  }
}
