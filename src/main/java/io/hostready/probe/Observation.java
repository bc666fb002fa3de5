package io.hostready.probe;

import io.hostready.host.Reading;
import io.hostready.yaml.Ordered;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The result of a probe: facets with values, or the object is absent, or the reason why it could
 * not be read.
 */
public sealed interface Observation {

  /** All evidence, in order. */
  List<Evidence> evidence();

  /** The object is present; each facet that the kind declares has a value. */
  record Found(Map<String, Value> facets, List<Evidence> evidence) implements Observation {

    public Found {
      facets = Ordered.copyOf(facets);
      evidence = List.copyOf(evidence);
    }

    public static Found of(String facet, Value value, Evidence... evidence) {
      return new Found(Map.of(facet, value), List.of(evidence));
    }
  }

  /** The object is absent; where is the file or directory that was read. */
  record Absent(String where, List<Evidence> evidence) implements Observation {

    public Absent {
      evidence = List.copyOf(evidence);
    }

    public Absent(String where) {
      this(where, List.of());
    }
  }

  /** It could not be read; why is a phrase such as "Permission denied". */
  record Unreadable(String where, String why) implements Observation {

    @Override
    public List<Evidence> evidence() {
      return List.of();
    }
  }

  /** No object of that name is present; the evidence is the source. */
  static Absent absent(String where, String name) {
    return new Absent(where, List.of(Evidence.of(where, name, null)));
  }

  /** The observation for a reading: absent, unreadable, or derived from its value. */
  static <T> Observation of(Reading<T> reading, Function<T, Observation> make) {
    return of(reading, (value, _) -> make.apply(value));
  }

  /** The same, derived from the value and its source. */
  static <T> Observation of(Reading<T> reading, BiFunction<T, String, Observation> make) {
    return switch (reading) {
      case Reading.Present(var value, var source) -> make.apply(value, source);
      case Reading.Absent(var where) -> new Absent(where);
      case Reading.Unreadable(var where, var why) -> new Unreadable(where, why);
    };
  }

  /** The same; if absent, the evidence is that no object of that name was found. */
  static <T> Observation of(
      Reading<T> reading, String name, BiFunction<T, String, Observation> make) {
    return reading instanceof Reading.Absent(var where) ? absent(where, name) : of(reading, make);
  }
}
