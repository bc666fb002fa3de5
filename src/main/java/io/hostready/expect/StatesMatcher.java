package io.hostready.expect;

import io.hostready.probe.Phrase;
import io.hostready.probe.Value;
import io.hostready.text.Joined;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Each, some or none of several names has one of some states. */
record StatesMatcher(Of of, List<String> states) implements Matcher {

  /** The number of names for which it must hold. */
  enum Of {
    EACH,
    ANY,
    NONE;

    /** The quantity of this name in rules. */
    static Of named(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  StatesMatcher {
    states = List.copyOf(states);
  }

  @Override
  public String expected() {
    return switch (of) {
      case EACH -> Joined.or(states) + " for each";
      case ANY -> Joined.or(states) + " for one";
      case NONE -> Joined.or(states) + " for none";
    };
  }

  /** The same for these names. */
  String expected(Phrase.Sentences sentences, List<String> names) {
    return switch (of) {
      case EACH -> sentences.of(names, states);
      case ANY ->
          Joined.or(names.stream().map(name -> sentences.of(List.of(name), states)).toList());
      case NONE -> sentences.noneOf(names, states);
    };
  }

  @Override
  public boolean holds(Value value) {
    return value instanceof Value.States(Map<String, String> all)
        && !all.isEmpty() // no name was observed
        && wrong(all).isEmpty();
  }

  /** The names that make it fail. */
  List<String> wrong(Map<String, String> all) {
    return switch (of) {
      case EACH -> all.keySet().stream().filter(name -> !hasExpectedState(all, name)).toList();
      case NONE -> all.keySet().stream().filter(name -> hasExpectedState(all, name)).toList();
      case ANY ->
          all.keySet().stream().anyMatch(name -> hasExpectedState(all, name))
              ? List.of()
              : List.copyOf(all.keySet());
    };
  }

  private boolean hasExpectedState(Map<String, String> all, String name) {
    return states.contains(all.get(name));
  }
}
