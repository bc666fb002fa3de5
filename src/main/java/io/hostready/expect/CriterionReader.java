package io.hostready.expect;

import io.hostready.host.Host;
import io.hostready.probe.Facet;
import io.hostready.probe.Observation;
import io.hostready.probe.ParameterProbe;
import io.hostready.probe.Probe;
import io.hostready.probe.ProbeKind;
import io.hostready.probe.ProbeKinds;
import io.hostready.probe.ProofProbe;
import io.hostready.probe.Value;
import io.hostready.text.Quoted;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.Suggestion;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads criteria: a map with one key, which is {@code all}, {@code any} or {@code none} with a list
 * of criteria, or a kind of probe with its arguments and what is expected.
 */
public final class CriterionReader {

  private static final List<String> COMBINATIONS = List.of("all", "any", "none");

  private static final String WHERE = "where";

  /** The keys of {@code where}. */
  static final MapSchema WHERE_SHAPE =
      MapSchema.of(
          MapSchema.required(
              "if",
              ValueSchema.node("a criterion", Map.of("$ref", "#/$defs/criterion")),
              "the hosts on which 'then' is checked"),
          MapSchema.required(
              "then",
              ValueSchema.node("a criterion", Map.of("$ref", "#/$defs/criterion")),
              "what is checked on them"));

  /** The schema of each kind of probe that was used, by its name. */
  private static final Map<String, MapSchema> SHAPES = new ConcurrentHashMap<>();

  private final Parameters parameters;
  private final Problems problems;

  public CriterionReader(Parameters parameters, Problems problems) {
    this.parameters = parameters;
    this.problems = problems;
  }

  /** Reads a criterion; empty if anything in it is invalid, and then problems have the reason. */
  public Optional<Criterion> read(YamlNode written) {
    return readFilled(parameters.fillInto(written, problems));
  }

  /** Reads a criterion in which parameters have been replaced by values. */
  public Optional<Criterion> readFilled(YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      problems.add(
          new Problem(node.at(), "invalid criterion (" + node.description() + ")")
              .expecting("use one probe, or all, any, none or where")
              .advising("List several probes under 'all'."));
      return Optional.empty();
    }
    Map.Entry<String, YamlNode.Entry> only = mapping.entries().entrySet().iterator().next();
    String name = only.getKey();
    YamlNode value = only.getValue().value();
    if (COMBINATIONS.contains(name)) {
      return combination(name, value);
    }
    if (name.equals(WHERE)) {
      return where(value);
    }
    Optional<ProbeKind> kind = ProbeKinds.find(name);
    if (kind.isEmpty()) {
      List<String> known = new ArrayList<>(ProbeKinds.names());
      known.addAll(COMBINATIONS);
      known.add(WHERE);
      problems.add(
          new Problem(only.getValue().keyAt(), "unknown probe kind " + Quoted.of(name))
              .advising(Suggestion.sentence(name, known))
              .advising("See 'hostready rules kinds'."));
      return Optional.empty();
    }
    return leaf(kind.get(), value);
  }

  private Optional<Criterion> combination(String name, YamlNode value) {
    if (!(value instanceof YamlNode.Sequence sequence)) {
      problems.add(
          new Problem(value.at(), "invalid '" + name + "' (" + value.description() + ")")
              .expecting("use a list of criteria, each after '- '"));
      return Optional.empty();
    }
    if (sequence.items().isEmpty()) {
      problems.add(
          new Problem(value.at(), "empty '" + name + "'").expecting("use at least one criterion"));
      return Optional.empty();
    }
    List<Criterion> parts = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      readFilled(item).ifPresent(parts::add);
    }
    if (parts.size() < sequence.items().size()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (name) {
          case "all" -> new Criterion.All(parts);
          case "any" -> new Criterion.Any(parts);
          default -> new Criterion.None(parts);
        });
  }

  private Optional<Criterion> where(YamlNode value) {
    return WHERE_SHAPE
        .read(value, "'" + WHERE + "'", problems)
        .flatMap(
            read -> {
              Optional<Criterion> condition = readFilled(read.get("if", YamlNode.class));
              Optional<Criterion> then = readFilled(read.get("then", YamlNode.class));
              return condition.isPresent() && then.isPresent()
                  ? Optional.of(new Criterion.Where(condition.get(), then.get()))
                  : Optional.empty();
            });
  }

  private Optional<Criterion> leaf(ProbeKind kind, YamlNode value) {
    Optional<Values> read =
        SHAPES
            .computeIfAbsent(kind.name(), _ -> shape(kind))
            .read(value, "probe '" + kind.name() + "'", problems);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Optional<Probe> probe = probe(kind, read.get());
    return probe.isEmpty()
        ? Optional.empty()
        : Optional.of(new Criterion.Leaf(probe.get(), read.get().get("expect", Expectation.class)));
  }

  /** Creates the probe, and sets the value of a parameter probe. */
  private Optional<Probe> probe(ProbeKind kind, Values values) {
    try {
      Probe probe = kind.make().apply(values);
      if (probe instanceof ParameterProbe asked) {
        Optional<String> known = parameters.find(asked.name());
        if (known.isEmpty()) {
          parameters.reportUnknown(asked.name(), values.at(), problems);
          return Optional.empty();
        }
        return Optional.of(asked.bound(known.get()));
      }
      return Optional.of(probe);
    } catch (IllegalArgumentException senseless) {
      String why = String.valueOf(senseless.getMessage());
      boolean named = why.startsWith(kind.name());
      problems.add(new Problem(values.at(), (named ? "" : "probe '" + kind.name() + "': ") + why));
      return Optional.empty();
    }
  }

  /** A probe with a facet that is used as a value, if the other facets are as expected. */
  public record UsedFacet(Probe probe, Facet facet, Optional<Expectation> expectation) {

    /** What the value is, as a phrase: "the interface's MTU, in bytes (default route)". */
    public String description() {
      return probe instanceof ParameterProbe parameter
          ? "the parameter " + parameter.name()
          : facet.meaning() + " (" + probe.subject() + ")";
    }

    /** The facet's value on a host; empty if it is absent or not as expected. */
    public Optional<Value> valueOn(Host host) {
      Observation observation = probe.observe(host);
      boolean holds = expectation.map(e -> e.judge(probe, observation).passes()).orElse(true);
      return holds && observation instanceof Observation.Found found
          ? Optional.ofNullable(found.facets().get(facet.name()))
          : Optional.empty();
    }
  }

  /** Reads a map with one kind of probe, its arguments, and {@code use: FACET}. */
  public Optional<UsedFacet> readUsedFacet(YamlNode node) {
    if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
      return ValueSchema.wrong(node, "a map with one kind of probe", problems);
    }
    Map.Entry<String, YamlNode.Entry> only = mapping.entries().entrySet().iterator().next();
    Optional<ProbeKind> kind = ProbeKinds.find(only.getKey());
    if (kind.isEmpty()) {
      problems.add(
          new Problem(only.getValue().keyAt(), "unknown probe kind " + Quoted.of(only.getKey()))
              .advising(Suggestion.sentence(only.getKey(), ProbeKinds.names()))
              .advising("See 'hostready rules kinds'."));
      return Optional.empty();
    }
    if (only.getKey().equals(ProofProbe.NAME)) {
      problems.add(
          new Problem(only.getValue().keyAt(), "invalid probe '" + ProofProbe.NAME + "'")
              .expecting("use a probe that reads the value; proofs run only with --prove"));
      return Optional.empty();
    }
    return usedFacetShape(kind.get())
        .read(only.getValue().value(), "probe '" + only.getKey() + "'", problems)
        .flatMap(
            values ->
                probe(kind.get(), values)
                    .map(
                        p ->
                            new UsedFacet(
                                p,
                                facet(kind.get(), values.text("use")),
                                values.find("expect", Expectation.class))));
  }

  private static Facet facet(ProbeKind kind, String name) {
    return kind.facets().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** The arguments of a kind together with the facet to use. */
  static MapSchema usedFacetShape(ProbeKind kind) {
    List<String> facets = kind.facets().stream().map(Facet::name).toList();
    return kind.arguments()
        .with(MapSchema.required("use", ValueSchema.word(facets), "the facet that is the value"))
        .with(MapSchema.optional("expect", expectations(kind), "what must hold for it to be used"));
  }

  /** The arguments of a kind together with what can be expected of it. */
  static MapSchema shape(ProbeKind kind) {
    return kind.arguments()
        .with(MapSchema.required("expect", expectations(kind), "what is expected"));
  }

  private static ValueSchema<Expectation> expectations(ProbeKind kind) {
    List<MapSchema.Key> keys = new ArrayList<>();
    if (kind.canBeAbsent()) {
      keys.add(
          MapSchema.optional(
              "present",
              ValueSchema.flag(),
              "whether it must exist (or be installed, be running)"));
    }
    kind.facets()
        .forEach(f -> keys.add(MapSchema.optional(f.name(), new MatcherReader(f), f.meaning())));
    MapSchema shape = new MapSchema(keys);
    return new ValueSchema<>() {
      @Override
      public Optional<Expectation> read(YamlNode node, Problems problems) {
        String what = "'expect' of probe '" + kind.name() + "'";
        if (node instanceof YamlNode.Mapping mapping && mapping.entries().isEmpty()) {
          problems.add(
              new Problem(node.at(), "empty " + what)
                  .expecting("set one of " + String.join(", ", shape.names())));
          return Optional.empty();
        }
        return shape
            .read(node, what, problems)
            .flatMap(values -> expectation(kind, node, values, problems));
      }

      @Override
      public String description() {
        return "a map with " + String.join(", ", shape.names());
      }

      @Override
      public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>(shape.schema());
        schema.put("minProperties", 1);
        if (kind.canBeAbsent()) {
          Map<String, Object> absent = Map.of("present", Map.of("enum", List.of(false, "false")));
          schema.put("if", Map.of("properties", absent, "required", List.of("present")));
          schema.put("then", Map.of("maxProperties", 1));
        }
        return schema;
      }
    };
  }

  private static Optional<Expectation> expectation(
      ProbeKind kind, YamlNode node, Values values, Problems problems) {
    List<FacetExpectation> expected = new ArrayList<>();
    for (String name : ((YamlNode.Mapping) node).entries().keySet()) {
      kind.facets().stream()
          .filter(facet -> facet.name().equals(name))
          .forEach(
              facet ->
                  values
                      .find(name, Matcher.class)
                      .ifPresent(matcher -> expected.add(new FacetExpectation(facet, matcher))));
    }
    Optional<Boolean> present = values.find("present", Boolean.class);
    if (present.isPresent() && !present.get() && !expected.isEmpty()) {
      problems.add(
          new Problem(
                  node.at(),
                  "'present: false' with "
                      + String.join(", ", expected.stream().map(e -> e.facet().name()).toList())
                      + " can never hold")
              .expecting("remove one of them"));
      return Optional.empty();
    }
    return Optional.of(new Expectation(present, expected));
  }
}
