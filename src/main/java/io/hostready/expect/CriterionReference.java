package io.hostready.expect;

import io.hostready.probe.Facet;
import io.hostready.probe.ProbeKind;
import io.hostready.probe.ProbeKinds;
import io.hostready.probe.ProofProbe;
import io.hostready.yaml.KeyNames;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import io.hostready.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Describes criteria for editors and for the printed reference, from the kinds that read them. */
public final class CriterionReference {

  private static final List<String> FLAGS = List.of("true", "false");

  private CriterionReference() {}

  /** The JSON Schema of a criterion; refers to itself as {@code #/$defs/criterion}. */
  public static Map<String, Object> schema() {
    Map<String, Object> list =
        Map.of("type", "array", "minItems", 1, "items", Map.of("$ref", "#/$defs/criterion"));
    Map<String, Object> properties = new LinkedHashMap<>();
    put(properties, "all", list, "passes if every criterion passes");
    put(properties, "any", list, "passes if one criterion passes");
    put(properties, "none", list, "passes if no criterion passes");
    put(
        properties,
        "where",
        CriterionReader.WHERE_SHAPE.schema(),
        "checks 'then' only on hosts that meet 'if'");
    for (ProbeKind kind : ProbeKinds.ALL) {
      put(properties, kind.name(), CriterionReader.shape(kind).schema(), kind.summary());
    }
    return oneOf(properties);
  }

  /** The JSON Schema of a probe with one facet that is used as a value. */
  public static Map<String, Object> usedFacetSchema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (ProbeKind kind : ProbeKinds.ALL) {
      if (!kind.facets().isEmpty() && !kind.name().equals(ProofProbe.NAME)) {
        put(properties, kind.name(), CriterionReader.usedFacetShape(kind).schema(), kind.summary());
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
    schema.put("propertyNames", KeyNames.schema(List.copyOf(properties.keySet())));
    return schema;
  }

  /** Adds a member with a title, under which editors list it, and a description. */
  private static void put(
      Map<String, Object> properties, String name, Map<String, Object> schema, String meaning) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("title", name);
    described.put("description", meaning);
    described.putAll(schema);
    properties.put(name, described);
  }

  /**
   * The completions that editors offer at the start of a criterion: the example of each kind of
   * probe. Completion by a schema's properties starts only after the first letter.
   */
  public static List<Object> snippets() {
    List<Object> snippets = new ArrayList<>();
    for (ProbeKind kind : ProbeKinds.ALL) {
      Problems problems = new Problems();
      YamlNode example = YamlReader.read(kind.name(), kind.example(), problems).orElseThrow();
      Map<String, Object> snippet = new LinkedHashMap<>();
      snippet.put("label", kind.name());
      snippet.put("description", kind.summary());
      snippet.put("body", json(example));
      snippets.add(snippet);
    }
    return snippets;
  }

  private static Object json(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar when scalar.plain() && FLAGS.contains(scalar.text()) ->
          Boolean.valueOf(scalar.text());
      case YamlNode.Scalar scalar -> scalar.text();
      case YamlNode.Sequence sequence ->
          sequence.items().stream().map(CriterionReference::json).toList();
      case YamlNode.Mapping mapping -> {
        Map<String, Object> object = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> object.put(key, json(entry.value())));
        yield object;
      }
    };
  }

  /** What a rule can expect of a facet, as a phrase. */
  public static String matchers(Facet facet) {
    return new MatcherReader(facet).description();
  }

  /** The facets of a kind, with {@code present} first if the object can be absent. */
  public static List<Facet> facets(ProbeKind kind) {
    Facet present = Facet.flag("present", "whether it must exist (or be installed, be running)");
    return kind.canBeAbsent()
        ? Stream.concat(Stream.of(present), kind.facets().stream()).toList()
        : kind.facets();
  }
}
