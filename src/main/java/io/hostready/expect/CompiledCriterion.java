package io.hostready.expect;

import io.hostready.facts.VersionNumber;
import io.hostready.probe.Facet;
import io.hostready.probe.ParameterProbe;
import io.hostready.probe.Probe;
import io.hostready.probe.ProbeKind;
import io.hostready.probe.ProbeKinds;
import io.hostready.yaml.PackedReader;
import io.hostready.yaml.PackedWriter;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import io.hostready.yaml.ValueType;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Criteria that were read before, packed with their arguments as values: nothing is parsed or
 * checked again. What depends on a parameter is packed as it was written, and read when the
 * parameter is known.
 */
public final class CompiledCriterion {

  private static final int WRITTEN = 0;
  private static final int LEAF = 1;
  private static final int WHERE = 2;
  private static final int ALL = 3;
  private static final int ANY = 4;
  private static final int NONE = 5;

  /** Keys beside a probe's arguments. */
  private static final Set<String> KEYS_OF_READER = Set.of("expect", "take");

  private final PackedReader in;
  private final String file;
  private final Parameters parameters;
  private final Problems problems;

  private CompiledCriterion(
      PackedReader in, String file, Parameters parameters, Problems problems) {
    this.in = in;
    this.file = file;
    this.parameters = parameters;
    this.problems = problems;
  }

  /** Packs a criterion that is known to be right. */
  public static void write(YamlNode criterion, PackedWriter out) {
    Map.Entry<String, YamlNode.Entry> only =
        ((YamlNode.Mapping) criterion).entries().entrySet().iterator().next();
    YamlNode value = only.getValue().value();
    switch (only.getKey()) {
      case "all" -> combination(ALL, value, out);
      case "any" -> combination(ANY, value, out);
      case "none" -> combination(NONE, value, out);
      case "where" -> {
        out.number(WHERE);
        write(((YamlNode.Mapping) value).entries().get("holds").value(), out);
        write(((YamlNode.Mapping) value).entries().get("then").value(), out);
      }
      default -> {
        ProbeKind kind = ProbeKinds.find(only.getKey()).orElseThrow();
        if (kind.name().equals(ParameterProbe.KIND.name())
            || !Parameters.namesIn(value).isEmpty()) {
          out.number(WRITTEN);
          out.node(criterion);
        } else {
          out.number(LEAF);
          leaf(kind, (YamlNode.Mapping) value, out);
        }
      }
    }
  }

  private static void combination(int how, YamlNode parts, PackedWriter out) {
    List<YamlNode> items = ((YamlNode.Sequence) parts).items();
    out.number(how);
    out.number(items.size());
    items.forEach(item -> write(item, out));
  }

  private static void leaf(ProbeKind kind, YamlNode.Mapping mapping, PackedWriter out) {
    arguments(kind, mapping, out);
    expectation(kind, mapping.entries().get("expect").value(), out);
  }

  private static void arguments(ProbeKind kind, YamlNode.Mapping mapping, PackedWriter out) {
    Problems none = new Problems();
    Map<String, Object> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!KEYS_OF_READER.contains(key)) {
                values.put(key, kind.arguments().type(key).read(entry.value(), none).orElseThrow());
              }
            });
    none.throwIfAny();
    out.text(kind.name());
    out.number(values.size());
    values.forEach(
        (key, value) -> {
          out.text(key);
          value(value, out);
        });
  }

  private static void expectation(ProbeKind kind, YamlNode expect, PackedWriter out) {
    Problems none = new Problems();
    Map<String, YamlNode.Entry> expected = ((YamlNode.Mapping) expect).entries();
    boolean asksPresence = expected.containsKey("present");
    if (asksPresence) {
      boolean isWanted = ValueType.flag().read(expected.get("present").value(), none).orElseThrow();
      out.number(isWanted ? 1 : 2);
    } else {
      out.number(0);
    }
    out.number(expected.size() - (asksPresence ? 1 : 0));
    expected.forEach(
        (name, entry) -> {
          if (!name.equals("present")) {
            out.text(name);
            Map<String, Object> wanted =
                new MatcherType(facet(kind, name)).wanted(entry.value(), none).orElseThrow();
            map(wanted, out);
          }
        });
    none.throwIfAny();
  }

  /** Packs a probe whose facet is taken, which is known to be right and names no parameter. */
  public static void writeTaken(YamlNode taken, PackedWriter out) {
    Map.Entry<String, YamlNode.Entry> only =
        ((YamlNode.Mapping) taken).entries().entrySet().iterator().next();
    YamlNode.Mapping mapping = (YamlNode.Mapping) only.getValue().value();
    ProbeKind kind = ProbeKinds.find(only.getKey()).orElseThrow();
    if (kind.name().equals(ParameterProbe.KIND.name()) || !Parameters.namesIn(taken).isEmpty()) {
      throw new IllegalArgumentException("a value that is taken cannot depend on a parameter");
    }
    arguments(kind, mapping, out);
    out.text(((YamlNode.Scalar) mapping.entries().get("take").value()).text());
    YamlNode.Entry expect = mapping.entries().get("expect");
    out.number(expect == null ? 0 : 1);
    if (expect != null) {
      expectation(kind, expect.value(), out);
    }
  }

  private static Facet facet(ProbeKind kind, String name) {
    for (Facet facet : kind.facets()) {
      if (facet.name().equals(name)) {
        return facet;
      }
    }
    throw new IllegalStateException("kind " + kind.name() + " has no facet " + name);
  }

  private static void value(Object value, PackedWriter out) {
    switch (value) {
      case String text -> {
        out.number(0);
        out.text(text);
      }
      case Long number -> {
        out.number(1);
        out.text(number.toString());
      }
      case Boolean flag -> out.number(flag ? 3 : 2);
      case Pattern pattern -> {
        out.number(4);
        out.text(pattern.pattern());
      }
      case VersionNumber version -> {
        out.number(5);
        out.text(version.text());
      }
      case ByteSize size -> {
        out.number(6);
        out.text(Long.toString(size.bytes()));
      }
      case List<?> list -> {
        out.number(7);
        out.number(list.size());
        list.forEach(item -> value(item, out));
      }
      case Map<?, ?> map -> {
        out.number(8);
        map(map, out);
      }
      default ->
          throw new IllegalStateException("no way to pack " + value.getClass() + ": add one here");
    }
  }

  /** Sorted: an immutable map has another order in each process, and a package must not. */
  private static void map(Map<?, ?> map, PackedWriter out) {
    out.number(map.size());
    new TreeMap<>(map)
        .forEach(
            (key, item) -> {
              out.text((String) key);
              value(item, out);
            });
  }

  /** Reads a criterion that stands in a file; empty where a parameter does not fit. */
  public static Optional<Criterion> read(
      PackedReader in, String file, Parameters parameters, Problems problems) {
    Criterion criterion = new CompiledCriterion(in, file, parameters, problems).criterion();
    return problems.isEmpty() ? Optional.of(criterion) : Optional.empty();
  }

  private Criterion criterion() {
    int how = in.number();
    switch (how) {
      case WRITTEN -> {
        YamlNode filled = parameters.fillInto(in.node(file), problems);
        return new CriterionReader(parameters, problems)
            .readFilled(filled)
            .orElseGet(() -> new Criterion.All(List.of())); // told by problems, and not used
      }
      case LEAF -> {
        return leaf();
      }
      case WHERE -> {
        Criterion condition = criterion();
        return new Criterion.Where(condition, criterion());
      }
      default -> {
        int count = in.number();
        List<Criterion> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          parts.add(criterion());
        }
        return how == ALL
            ? new Criterion.All(parts)
            : how == ANY ? new Criterion.Any(parts) : new Criterion.None(parts);
      }
    }
  }

  private Criterion leaf() {
    ProbeKind kind = ProbeKinds.find(in.text()).orElseThrow();
    Probe probe = probe(kind);
    return new Criterion.Leaf(probe, expectation(kind));
  }

  private Probe probe(ProbeKind kind) {
    return kind.make().apply(new Values(SourceSpan.startOf(file), values()));
  }

  private Expectation expectation(ProbeKind kind) {
    int presence = in.number();
    Map<String, Matcher> matchers = new LinkedHashMap<>();
    for (int left = in.number(); left > 0; left--) {
      String name = in.text();
      matchers.put(name, new MatcherType(facet(kind, name)).matcher(values()));
    }
    return new Expectation(
        presence == 0 ? Optional.empty() : Optional.of(presence == 1),
        matchers,
        kind.facets().size() > 1);
  }

  /** Reads what {@link #writeTaken} packed. */
  public static CriterionReader.Taken readTaken(PackedReader in, String file) {
    CompiledCriterion packed = new CompiledCriterion(in, file, Parameters.NONE, new Problems());
    ProbeKind kind = ProbeKinds.find(in.text()).orElseThrow();
    Probe probe = packed.probe(kind);
    String facet = in.text();
    return new CriterionReader.Taken(
        probe, facet, in.number() == 0 ? Optional.empty() : Optional.of(packed.expectation(kind)));
  }

  private Map<String, Object> values() {
    int count = in.number();
    if (count == 1) { // most have one: nothing to gather, and nothing to copy later
      String name = in.text();
      return Map.of(name, value());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = in.text();
      values.put(name, value());
    }
    return values;
  }

  private Object value() {
    return switch (in.number()) {
      case 0 -> in.text();
      case 1 -> Long.valueOf(in.text());
      case 2 -> false;
      case 3 -> true;
      case 4 -> Pattern.compile(in.text());
      case 5 -> VersionNumber.parse(in.text());
      case 6 -> new ByteSize(Long.parseLong(in.text()));
      case 7 -> {
        int count = in.number();
        List<Object> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          list.add(value());
        }
        yield List.copyOf(list);
      }
      default -> values();
    };
  }
}
