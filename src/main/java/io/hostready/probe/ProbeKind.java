package io.hostready.probe;

import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Values;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of probe: its name in rules, its purpose, its arguments, its facets, its sources, and its
 * factory. The printed reference and the JSON Schema are generated from it.
 *
 * @param arguments its arguments
 * @param canBeAbsent whether its object can be absent; rules can then expect {@code present}
 * @param sources files, commands and the documents that describe them
 * @param example YAML of one use, the kind's name first
 * @param make creates a probe from arguments; throws IllegalArgumentException with a sentence if
 *     valid arguments are inconsistent
 */
public record ProbeKind(
    String name,
    String summary,
    MapSchema arguments,
    List<Facet> facets,
    boolean canBeAbsent,
    String sources,
    String example,
    Function<Values, Probe> make) {

  public ProbeKind {
    facets = List.copyOf(facets);
    if (facets.isEmpty() && !canBeAbsent) {
      throw new IllegalArgumentException("probe kind " + name + " has no facet");
    }
  }
}
