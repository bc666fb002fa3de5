package io.hostready.rule;

import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlNode;
import java.util.Optional;
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
  private final Reader<T> reader;
  private final @Nullable T fixed;

  private Template(YamlNode node, Reader<T> reader, @Nullable T fixed) {
    this.node = node;
    this.reader = reader;
    this.fixed = fixed;
  }

  /** Reads the part with the parameters' defaults; empty when it is wrong. */
  static <T> Optional<Template<T>> read(
      YamlNode node, Parameters defaults, Problems problems, Reader<T> reader) {
    boolean depends = Parameters.areUsedIn(node) || asksForParameter(node);
    return reader
        .read(node, defaults, problems)
        .map(value -> new Template<>(node, reader, depends ? null : value));
  }

  private static boolean asksForParameter(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar _ -> false;
      case YamlNode.Sequence sequence ->
          sequence.items().stream().anyMatch(Template::asksForParameter);
      case YamlNode.Mapping mapping ->
          mapping.entries().containsKey("parameter")
              || mapping.entries().values().stream().anyMatch(e -> asksForParameter(e.value()));
    };
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
