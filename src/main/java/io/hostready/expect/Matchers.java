package io.hostready.expect;

import io.hostready.facts.PackageFormat;
import io.hostready.probe.Facet;
import io.hostready.probe.Value;
import io.hostready.text.Joined;
import io.hostready.text.TimeLimitedRegex;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The comparisons, one for each form in rules. */
final class Matchers {

  private Matchers() {}

  /** A matcher from a sentence and a test. */
  private record Plain(String expected, Predicate<Value> test) implements Matcher {
    @Override
    public boolean holds(Value value) {
      return test.test(value);
    }
  }

  /** What a comparison of this name expects of a facet's values. */
  static Matcher words(String name, Object expected) {
    if (expected instanceof Pattern pattern) {
      return new Plain(
          "one matching /" + pattern + "/",
          v -> v instanceof Value.Words(var list) && list.stream().anyMatch(w -> isIn(pattern, w)));
    }
    List<String> words = texts(expected);
    return switch (name) {
      case "contains" -> contains(words);
      case "contains-any" ->
          new Plain(
              Joined.or(words),
              v -> v instanceof Value.Words(var list) && words.stream().anyMatch(list::contains));
      case "only" ->
          new Plain(
              words.isEmpty() ? "none" : "none other than " + Joined.and(words),
              v -> v instanceof Value.Words(var list) && words.containsAll(list));
      default ->
          new Plain(
              "without " + Joined.and(words),
              v -> v instanceof Value.Words(var list) && words.stream().noneMatch(list::contains));
    };
  }

  /** What a comparison of this name expects of a text. */
  static Matcher text(String name, Object expected, Facet facet) {
    return switch (name) {
      case "not" -> {
        List<String> words = texts(expected);
        yield new Plain(
            "other than " + Joined.or(words.stream().map(facet::shown).toList()),
            v -> v instanceof Value.Text(var t) && !words.contains(t));
      }
      case "matches" -> {
        Pattern pattern = (Pattern) expected;
        yield new Plain(
            "matching /" + pattern + "/", v -> v instanceof Value.Text(var t) && isIn(pattern, t));
      }
      case "lacks" -> {
        Pattern pattern = (Pattern) expected;
        yield new Plain(
            "not matching /" + pattern + "/",
            v -> v instanceof Value.Text(var t) && !isIn(pattern, t));
      }
      case "at-least" -> {
        long bound = (Long) expected;
        yield new Plain(bound + " or more", v -> number(v).map(n -> n >= bound).orElse(false));
      }
      default -> {
        long bound = (Long) expected;
        yield new Plain(bound + " or less", v -> number(v).map(n -> n <= bound).orElse(false));
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

  static Matcher allOf(List<Matcher> all) {
    return new Plain(
        String.join(" and ", all.stream().map(Matcher::expected).toList()),
        value -> all.stream().allMatch(matcher -> matcher.holds(value)));
  }

  static Matcher flag(boolean expected) {
    return new Plain(
        expected ? "yes" : "no", v -> v instanceof Value.Flag flag && flag.value() == expected);
  }

  static Matcher sum(String expected, java.util.function.LongPredicate test) {
    return new Plain(expected, v -> v instanceof Value.Count(var count) && test.test(count));
  }

  static Matcher bytes(ByteSize size, String how, java.util.function.LongPredicate test) {
    return new Matcher() {
      @Override
      public String expected() {
        return size + how;
      }

      @Override
      public boolean holds(Value value) {
        return value instanceof Value.Count(long count) && test.test(count);
      }

      @Override
      public String found(Value value) {
        return value instanceof Value.Count(long count)
            ? new ByteSize(count).toString()
            : value.preview();
      }
    };
  }

  static Matcher version(
      String expected, VersionNumber bound, java.util.function.IntPredicate test) {
    return new Plain(
        expected,
        v -> v instanceof Value.Version(var version) && test.test(version.compareTo(bound)));
  }

  static Matcher packageVersion(
      String expected, String bound, java.util.function.IntPredicate test) {
    return new Plain(
        expected,
        v ->
            v instanceof Value.PackageVersion(String version, PackageFormat format)
                && order(format, version, bound).filter(test::test).isPresent());
  }

  /** Empty if one of them is not a version of this package manager. */
  private static Optional<Integer> order(PackageFormat format, String one, String two) {
    try {
      return Optional.of(format.compare(one, two));
    } catch (IllegalArgumentException notAVersion) {
      return Optional.empty();
    }
  }

  static Matcher oneOf(List<String> words, Facet facet) {
    // A parameter can add a value that the rule already lists.
    List<String> expected = words.stream().distinct().toList();
    return new Plain(
        Joined.or(expected.stream().map(facet::shown).toList()),
        v -> v instanceof Value.Text(var t) && expected.contains(t));
  }

  static Matcher contains(List<String> words) {
    return new Matcher() {
      @Override
      public String expected() {
        return Joined.and(words);
      }

      @Override
      public boolean holds(Value value) {
        return value instanceof Value.Words(var list) && list.containsAll(words);
      }

      @Override
      public String found(Value value) {
        if (!(value instanceof Value.Words(var list)) || list.containsAll(words)) {
          return value.preview();
        }
        List<String> absent = words.stream().filter(word -> !list.contains(word)).toList();
        return value.preview() + " (missing: " + String.join(", ", absent) + ")";
      }
    };
  }

  /** The texts of a value that is a list. */
  static List<String> texts(Object list) {
    List<String> texts = new ArrayList<>();
    for (Object text : (List<?>) list) {
      texts.add((String) text);
    }
    return texts;
  }
}
