package io.hostready.probe;

import io.hostready.host.Reading;
import io.hostready.yaml.Ordered;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a probe saw: facets with values, that the thing is not there, or why it could not look. */
public sealed interface Observation {

  /** Everything read on the way, in order. */
  List<Evidence> evidence();

  /** The thing is there; each facet that the kind declares has a value. */
  record Found(Map<String, Value> facets, List<Evidence> evidence) implements Observation {

    public Found {
      facets = Ordered.copyOf(facets);
      evidence = List.copyOf(evidence);
    }

    public static Found of(String facet, Value value, Evidence... evidence) {
      return new Found(Map.of(facet, value), List.of(evidence));
    }
  }

  /** The thing is not there; where says which file or directory was looked at. */
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

  /** Nothing of that name is there, and that is what was read there. */
  static Absent absent(String where, String name) {
    return new Absent(where, List.of(Evidence.of(where, name, null)));
  }

  /** What a reading lets a probe see: its absence or unreadability, or what is made of it. */
  static <T> Observation of(Reading<T> reading, Function<T, Observation> make) {
    return of(reading, (value, _) -> make.apply(value));
  }

  /** The same, made of the value and its source. */
  static <T> Observation of(Reading<T> reading, BiFunction<T, String, Observation> make) {
    return switch (reading) {
      case Reading.Present(var value, var source) -> make.apply(value, source);
      case Reading.Absent(var where) -> new Absent(where);
      case Reading.Unreadable(var where, var why) -> new Unreadable(where, why);
    };
  }

  /** The same; an absence shows that nothing of that name was read. */
  static <T> Observation of(
      Reading<T> reading, String name, BiFunction<T, String, Observation> make) {
    return reading instanceof Reading.Absent(var where) ? absent(where, name) : of(reading, make);
  }
}
