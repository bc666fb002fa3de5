package io.hostready.probe;

import io.hostready.yaml.MapSchema;
import io.hostready.yaml.Values;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of probe: its name in rules, what it asks, its arguments, the facets it can tell, where it
 * looks, and how a probe is made. The printed reference and the JSON Schema come from it.
 *
 * @param arguments the arguments that it takes
 * @param canBeAbsent whether it can find nothing there; rules may then expect {@code present}
 * @param sources files, commands and the documents that describe them
 * @param example YAML of one use, the kind's name first
 * @param make makes a probe of arguments; throws IllegalArgumentException with a sentence when
 *     arguments that are right one by one make no sense together
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
      throw new IllegalArgumentException("probe kind " + name + " can tell nothing");
    }
  }
}
