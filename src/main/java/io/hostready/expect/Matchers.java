package io.hostready.expect;

import io.hostready.probe.Value;
import io.hostready.text.TimeLimitedRegex;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The comparisons themselves, one for each form that a rule can write. */
final class Matchers {

  private Matchers() {}

  /** A matcher made of a sentence and a test. */
  private record Plain(String wanted, Predicate<Value> test) implements Matcher {
    @Override
    public boolean holds(Value value) {
      return test.test(value);
    }
  }

  /** What a comparison of this name wants of a facet's words. */
  static Matcher words(String name, Object wanted) {
    if (wanted instanceof Pattern pattern) {
      return new Plain(
          "a match of /" + pattern + "/ among them",
          v -> v instanceof Value.Words(var list) && list.stream().anyMatch(w -> isIn(pattern, w)));
    }
    List<String> words = texts(wanted);
    return switch (name) {
      case "contains" -> contains(words);
      case "contains-any" ->
          new Plain(
              "one of " + join(words, "or") + " among them",
              v -> v instanceof Value.Words(var list) && words.stream().anyMatch(list::contains));
      case "only" ->
          new Plain(
              words.isEmpty() ? "none" : "none but " + join(words, "and"),
              v -> v instanceof Value.Words(var list) && words.containsAll(list));
      default ->
          new Plain(
              "none of " + join(words, "or") + " among them",
              v -> v instanceof Value.Words(var list) && words.stream().noneMatch(list::contains));
    };
  }

  /** Each, some or no name has one of some states, as the comparison's name says. */
  static Matcher states(String name, List<String> states) {
    return switch (name) {
      case "each" -> new EachState(states);
      case "any" ->
          new Plain(
              "some " + join(states, "or"),
              v ->
                  v instanceof Value.States(var map)
                      && map.values().stream().anyMatch(states::contains));
      default ->
          new Plain(
              "none " + join(states, "or"),
              v ->
                  v instanceof Value.States(var map)
                      && !map.isEmpty() // of no name nothing was seen
                      && map.values().stream().noneMatch(states::contains));
    };
  }

  /** What a comparison of this name wants of a text. */
  static Matcher text(String name, Object wanted) {
    return switch (name) {
      case "not" -> {
        List<String> words = texts(wanted);
        yield new Plain(
            "not " + join(words, "nor"), v -> v instanceof Value.Text(var t) && !words.contains(t));
      }
      case "matches" -> {
        Pattern pattern = (Pattern) wanted;
        yield new Plain(
            "a match of /" + pattern + "/",
            v -> v instanceof Value.Text(var t) && isIn(pattern, t));
      }
      case "lacks" -> {
        Pattern pattern = (Pattern) wanted;
        yield new Plain(
            "no match of /" + pattern + "/",
            v -> v instanceof Value.Text(var t) && !isIn(pattern, t));
      }
      case "at-least" -> {
        long bound = (Long) wanted;
        yield new Plain("at least " + bound, v -> number(v).map(n -> n >= bound).orElse(false));
      }
      default -> {
        long bound = (Long) wanted;
        yield new Plain("at most " + bound, v -> number(v).map(n -> n <= bound).orElse(false));
      }
    };
  }

  private static boolean isIn(Pattern pattern, String text) {
    return new TimeLimitedRegex().find(pattern, text).isPresent();
  }

  private static Optional<Long> number(Value value) {
    try {
      return value instanceof Value.Text(String text)
          ? Optional.of(Long.parseLong(text.strip()))
          : Optional.empty();
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  static Matcher both(List<Matcher> all) {
    return new Plain(
        String.join(" and ", all.stream().map(Matcher::wanted).toList()),
        value -> all.stream().allMatch(matcher -> matcher.holds(value)));
  }

  static Matcher flag(boolean wanted) {
    return new Plain(
        wanted ? "yes" : "no", v -> v instanceof Value.Flag flag && flag.value() == wanted);
  }

  static Matcher sum(String wanted, java.util.function.LongPredicate test) {
    return new Plain(wanted, v -> v instanceof Value.Count(var count) && test.test(count));
  }

  static Matcher bytes(String how, ByteSize size, java.util.function.LongPredicate test) {
    return new Matcher() {
      @Override
      public String wanted() {
        return (how + " " + size).strip();
      }

      @Override
      public boolean holds(Value value) {
        return value instanceof Value.Count(long count) && test.test(count);
      }

      @Override
      public String got(Value value) {
        return value instanceof Value.Count(long count)
            ? new ByteSize(count).toString()
            : value.preview();
      }
    };
  }

  static Matcher version(String how, VersionNumber bound, java.util.function.IntPredicate test) {
    return new Plain(
        (how + " " + bound).strip(),
        v -> v instanceof Value.Version(var version) && test.test(version.compareTo(bound)));
  }

  static Matcher oneOf(List<String> words) {
    // A parameter can say what the rule names anyway.
    List<String> wanted = words.stream().distinct().toList();
    return new Plain(join(wanted, "or"), v -> v instanceof Value.Text(var t) && wanted.contains(t));
  }

  static Matcher contains(List<String> words) {
    return new Matcher() {
      @Override
      public String wanted() {
        return join(words, "and");
      }

      @Override
      public boolean holds(Value value) {
        return value instanceof Value.Words(var list) && list.containsAll(words);
      }

      @Override
      public String got(Value value) {
        if (!(value instanceof Value.Words(var list)) || list.containsAll(words)) {
          return value.preview();
        }
        List<String> absent = words.stream().filter(word -> !list.contains(word)).toList();
        return value.preview() + " (without " + join(absent, "and") + ")";
      }
    };
  }

  /** Every name has one of some states; tells only the names that have not. */
  private record EachState(List<String> states) implements Matcher {
    @Override
    public String wanted() {
      return join(states, "or") + " for each";
    }

    @Override
    public boolean holds(Value value) {
      return value instanceof Value.States(var map)
          && !map.isEmpty()
          && states.containsAll(map.values());
    }

    @Override
    public String wantedOf(Value value) {
      Map<String, String> wrong = wrong(value);
      return wrong.isEmpty()
          ? wanted()
          : join(List.copyOf(wrong.keySet()), "and") + " " + join(states, "or");
    }

    @Override
    public String got(Value value) {
      Map<String, String> wrong = wrong(value);
      if (!wrong.isEmpty()) {
        return new Value.States(wrong).preview();
      }
      return value instanceof Value.States(var map) && map.size() > 1
          ? join(states, "or") + " for all " + map.size()
          : value.preview();
    }

    private Map<String, String> wrong(Value value) {
      Map<String, String> wrong = new LinkedHashMap<>();
      if (value instanceof Value.States(var map)) {
        map.forEach(
            (name, state) -> {
              if (!states.contains(state)) {
                wrong.put(name, state);
              }
            });
      }
      return wrong;
    }
  }

  /** The texts of a value that is a list of them. */
  static List<String> texts(Object list) {
    List<String> texts = new ArrayList<>();
    for (Object text : (List<?>) list) {
      texts.add((String) text);
    }
    return texts;
  }

  /** "a", "a or b", "a, b or c". */
  static String join(List<String> words, String last) {
    if (words.size() < 2) {
      return words.isEmpty() ? "" : words.getFirst();
    }
    return String.join(", ", words.subList(0, words.size() - 1))
        + " "
        + last
        + " "
        + words.getLast();
  }
}
