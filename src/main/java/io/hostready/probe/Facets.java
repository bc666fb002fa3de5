package io.hostready.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the values of an object's facets, in order. */
final class Facets {

  private final Map<String, Value> values = new LinkedHashMap<>();

  Facets value(String facet, Value value) {
    values.put(facet, value);
    return this;
  }

  Facets text(String facet, String value) {
    return value(facet, new Value.Text(value));
  }

  Facets words(String facet, List<String> value) {
    return value(facet, new Value.Words(value));
  }

  Facets count(String facet, long value) {
    return value(facet, new Value.Count(value));
  }

  Facets flag(String facet, boolean value) {
    return value(facet, new Value.Flag(value));
  }

  /** The observation with these values and all evidence. */
  Observation.Found found(List<Evidence> evidence) {
    return new Observation.Found(values, evidence);
  }

  Observation.Found found(Evidence... evidence) {
    return found(List.of(evidence));
  }
}
