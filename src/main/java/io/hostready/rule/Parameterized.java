package io.hostready.rule;

import io.hostready.probe.ParameterProbe;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A part of a rule that may depend on parameters. A part that does not is read once; others are
 * read again for each set of values, with the same checks and messages. The parts for some sets are
 * cached: most of many hosts have the same values.
 *
 * @param <T> the type of the part
 */
public final class Parameterized<T> {

  /** Reads a node in which parameters are replaced by values. */
  @FunctionalInterface
  interface Reader<T> {
    Optional<T> read(YamlNode node, Parameters parameters, Problems problems);
  }

  /** Values can come from hosts, which can have any number of different ones. */
  private static final int MOST_KNOWN = 50;

  private final Set<String> names;
  private final YamlNode node;
  private final Reader<T> reader;

  /**
   * The parts by the values of their parameters; replaced as a whole, so that threads can share it.
   */
  private volatile Map<List<Optional<String>>, T> known = Map.of();

  private Parameterized(Set<String> names, YamlNode node, Reader<T> reader) {
    this.names = names;
    this.node = node;
    this.reader = reader;
  }

  /** Reads the part with the parameters' defaults; empty if it is invalid. */
  static <T> Optional<Parameterized<T>> read(
      YamlNode node, Parameters defaults, Problems problems, Reader<T> reader) {
    Parameterized<T> template = new Parameterized<>(parametersIn(node), node, reader);
    return template.make(defaults, problems).map(value -> template);
  }

  /** The parameters that a part depends on: placeholders, and probes of a parameter. */
  static Set<String> parametersIn(YamlNode node) {
    Set<String> names = new TreeSet<>(Parameters.namesIn(node));
    addAsked(node, names);
    return names;
  }

  private static void addAsked(YamlNode node, Set<String> names) {
    switch (node) {
      case YamlNode.Scalar _ -> {}
      case YamlNode.Sequence sequence -> sequence.items().forEach(item -> addAsked(item, names));
      case YamlNode.Mapping mapping -> {
        YamlNode.Entry probe = mapping.entries().get(ParameterProbe.KIND.name());
        if (probe != null
            && probe.value() instanceof YamlNode.Mapping arguments
            && arguments.entries().get("name") instanceof YamlNode.Entry name
            && name.value() instanceof YamlNode.Scalar scalar) {
          names.add(scalar.text());
        }
        mapping.entries().values().forEach(entry -> addAsked(entry.value(), names));
      }
    }
  }

  /** The parameters that this part depends on. */
  Set<String> parameters() {
    return names;
  }

  /**
   * The part for these values.
   *
   * @throws io.hostready.yaml.InvalidInputException if a value is invalid at its position
   */
  public T bind(Parameters parameters) {
    T before = known.get(valuesIn(parameters));
    if (before != null) {
      return before;
    }
    Problems problems = new Problems();
    Optional<T> bound = make(parameters, problems);
    problems.throwIfAny();
    return bound.orElseThrow();
  }

  private Optional<T> make(Parameters parameters, Problems problems) {
    YamlNode filled = names.isEmpty() ? node : parameters.fillInto(node, problems);
    Optional<T> value = reader.read(filled, parameters, problems);
    if (value.isPresent()) {
      Map<List<Optional<String>>, T> before = known;
      if (before.isEmpty()) {
        known = Map.of(valuesIn(parameters), value.get()); // one host has no other
      } else {
        Map<List<Optional<String>>, T> more =
            before.size() < MOST_KNOWN ? new HashMap<>(before) : new HashMap<>();
        more.put(valuesIn(parameters), value.get());
        known = Map.copyOf(more);
      }
    }
    return value;
  }

  private List<Optional<String>> valuesIn(Parameters parameters) {
    return names.stream().map(parameters::find).toList();
  }
}
