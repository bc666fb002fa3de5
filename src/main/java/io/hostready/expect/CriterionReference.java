package io.hostready.expect;

import io.hostready.probe.Facet;
import io.hostready.probe.ProbeKind;
import io.hostready.probe.ProbeKinds;
import io.hostready.probe.ProofProbe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Describes criteria for editors and people, from the kinds that read them. */
public final class CriterionReference {

  private CriterionReference() {}

  /** The JSON Schema of a criterion; refers to itself as {@code #/$defs/criterion}. */
  public static Map<String, Object> schema() {
    Map<String, Object> list =
        Map.of("type", "array", "minItems", 1, "items", Map.of("$ref", "#/$defs/criterion"));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("all", described(list, "holds if every part holds"));
    properties.put("any", described(list, "holds if one part holds"));
    properties.put("none", described(list, "holds if no part holds"));
    properties.put(
        "where",
        described(CriterionReader.WHERE_SHAPE.schema(), "asks something of some hosts only"));
    for (ProbeKind kind : ProbeKinds.ALL) {
      properties.put(kind.name(), described(CriterionReader.shape(kind).schema(), kind.summary()));
    }
    return oneOf(properties);
  }

  /** The JSON Schema of a probe of which one facet is taken as a value. */
  public static Map<String, Object> takenSchema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (ProbeKind kind : ProbeKinds.ALL) {
      if (!kind.facets().isEmpty() && !kind.name().equals(ProofProbe.NAME)) {
        properties.put(
            kind.name(), described(CriterionReader.takenShape(kind).schema(), kind.summary()));
      }
    }
    return oneOf(properties);
  }

  private static Map<String, Object> oneOf(Map<String, Object> properties) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("minProperties", 1);
    schema.put("maxProperties", 1);
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    return schema;
  }

  private static Map<String, Object> described(Map<String, Object> schema, String meaning) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("description", meaning);
    described.putAll(schema);
    return described;
  }

  /** What a rule may expect of a facet, in a phrase. */
  public static String matchers(Facet facet) {
    return new MatcherType(facet).described();
  }

  /** The facets of a kind, with {@code present} first where the thing can be absent. */
  public static List<Facet> facets(ProbeKind kind) {
    Facet present = Facet.flag("present", "whether the thing must be there or not");
    return kind.canBeAbsent()
        ? Stream.concat(Stream.of(present), kind.facets().stream()).toList()
        : kind.facets();
  }
}
