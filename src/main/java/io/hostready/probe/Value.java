package io.hostready.probe;

import io.hostready.facts.PackageFormat;
import io.hostready.host.Reading;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The value of one facet of an observation; its record type is the facet's type. */
public sealed interface Value {

  /** The value for display: "builtin", "6.12.0", "y for CONFIG_VETH". */
  String preview();

  /** Yes or no; because is a phrase, or empty if there is nothing to add. */
  record Flag(boolean value, String because) implements Value {
    public Flag(boolean value) {
      this(value, "");
    }

    @Override
    public String preview() {
      return (value ? "yes" : "no") + (because.isEmpty() ? "" : " (" + because + ")");
    }
  }

  /** An integer in the facet's unit; bytes for sizes. */
  record Count(long value) implements Value {
    @Override
    public String preview() {
      return Long.toString(value);
    }
  }

  /** Text as it was read, or one of a kind's own values. */
  record Text(String value) implements Value {
    @Override
    public String preview() {
      return value;
    }
  }

  /** A version, compared as a version. */
  record Version(VersionNumber value) implements Value {
    @Override
    public String preview() {
      return value.text();
    }
  }

  /** A package's version, compared as its package manager does. */
  record PackageVersion(String value, PackageFormat format) implements Value {
    @Override
    public String preview() {
      return value;
    }
  }

  /** A set of words. */
  record Words(List<String> value) implements Value {
    public Words {
      value = List.copyOf(value);
    }

    @Override
    public String preview() {
      return value.isEmpty() ? "none" : String.join(", ", value);
    }
  }

  /**
   * A state for each of several names, such as y, m or n for each kernel option, in the requested
   * order.
   */
  record States(Map<String, String> value) implements Value {
    public States {
      value = Ordered.copyOf(value);
    }

    @Override
    public String preview() {
      StringBuilder shown = new StringBuilder();
      value.forEach(
          (name, state) ->
              shown.append(shown.isEmpty() ? "" : ", ").append(name).append(' ').append(state));
      return shown.toString();
    }
  }

  /** The object is present but has no such facet; where is the file that was read. */
  record Missing(String where) implements Value {
    @Override
    public String preview() {
      return "nothing in " + where;
    }
  }

  /** This facet could not be read, though others could. */
  record Unreadable(String where, String why) implements Value {
    @Override
    public String preview() {
      return where + ": " + why;
    }
  }

  /** A text, or Missing from a file. */
  static Value text(Optional<String> text, String where) {
    return text.<Value>map(Text::new).orElseGet(() -> new Missing(where));
  }

  /** The value of a facet that is derived from a reading; missing if that is absent. */
  static <T> Value of(Reading<T> reading, Function<T, Value> make) {
    return of(reading, (value, _) -> make.apply(value));
  }

  /** The same, derived from the reading's value and its source. */
  static <T> Value of(Reading<T> reading, BiFunction<T, String, Value> make) {
    return switch (reading) {
      case Reading.Present(var value, var source) -> make.apply(value, source);
      case Reading.Absent(var where) -> new Missing(where);
      case Reading.Unreadable(var where, var why) -> new Unreadable(where, why);
    };
  }
}
