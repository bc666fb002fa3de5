package io.hostready.rule;

import io.hostready.probe.ParameterProbe;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A part of a rule that may depend on parameters. What does not depend on them is read once; the
 * rest is read again for each set of values, with the same checks and messages.
 *
 * @param <T> what the part becomes
 */
public final class Template<T> {

  /** Reads a node for one set of parameter values. */
  @FunctionalInterface
  interface Reader<T> {
    Optional<T> read(YamlNode node, Parameters parameters, Problems problems);
  }

  private final YamlNode node;
  private final Set<String> names;
  private final Reader<T> reader;
  private final @Nullable T fixed;

  private Template(YamlNode node, Set<String> names, Reader<T> reader, @Nullable T fixed) {
    this.node = node;
    this.names = Set.copyOf(names);
    this.reader = reader;
    this.fixed = fixed;
  }

  /** Reads the part with the parameters' defaults; empty when it is wrong. */
  static <T> Optional<Template<T>> read(
      YamlNode node, Parameters defaults, Problems problems, Reader<T> reader) {
    Set<String> names = parametersIn(node);
    return reader
        .read(node, defaults, problems)
        .map(value -> new Template<>(node, names, reader, names.isEmpty() ? value : null));
  }

  /** The parameters that a part depends on: places to fill, and probes that ask for one. */
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
   * @throws io.hostready.yaml.InvalidInput when a value does not fit where it stands
   */
  public T bind(Parameters parameters) {
    T known = fixed;
    if (known != null) {
      return known;
    }
    Problems problems = new Problems();
    Optional<T> bound = reader.read(node, parameters, problems);
    problems.throwIfAny();
    return bound.orElseThrow();
  }
}
