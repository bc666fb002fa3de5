package io.hostready.expect;

import io.hostready.facts.VersionNumber;
import io.hostready.probe.Facet;
import io.hostready.probe.Value;
import io.hostready.yaml.Problems;
import io.hostready.yaml.Shape;
import io.hostready.yaml.Shape.Key;
import io.hostready.yaml.ValueType;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The matchers that a facet's type allows, as one type of value: a scalar or list where a short
 * form reads well, else a map of comparisons that must all hold.
 */
record MatcherType(Facet facet) implements ValueType<Matcher> {

  /** A matcher made of a sentence and a test. */
  private record Plain(String wanted, Predicate<Value> test) implements Matcher {
    @Override
    public boolean holds(Value value) {
      return test.test(value);
    }
  }

  @Override
  public Optional<Matcher> read(YamlNode node, Problems problems) {
    if (node instanceof YamlNode.Mapping) {
      return comparisons()
          .flatMap(shape -> shape.read(node, "facet '" + facet.name() + "'", problems))
          .flatMap(values -> ofComparisons(node, values, problems))
          .or(
              () -> {
                if (comparisons().isEmpty()) {
                  ValueType.wrong(node, described(), problems);
                }
                return Optional.empty();
              });
    }
    return shortForm(node, problems);
  }

  private Optional<Matcher> shortForm(YamlNode node, Problems problems) {
    return switch (facet.type()) {
      case FLAG -> ValueType.flag().read(node, problems).map(MatcherType::flag);
      case COUNT ->
          COUNTS.read(node, problems).map(count -> sum(Long.toString(count), v -> v == count));
      case BYTES ->
          ByteSize.TYPE.read(node, problems).map(size -> bytes("", size, v -> v == size.bytes()));
      case TEXT, WORD -> ValueType.oneOrMore(texts()).read(node, problems).map(MatcherType::oneOf);
      case VERSION -> VERSIONS.read(node, problems).map(v -> version("", v, order -> order == 0));
      case WORDS -> ValueType.oneOrMore(texts()).read(node, problems).map(MatcherType::contains);
      case STATES -> ValueType.oneOrMore(texts()).read(node, problems).map(EachState::new);
    };
  }

  private static final ValueType<Long> COUNTS = ValueType.number(0, Long.MAX_VALUE);

  private static final ValueType<VersionNumber> VERSIONS =
      ValueType.scalar(
          "a version such as 3.8",
          Map.of("type", List.of("string", "number"), "pattern", "^\\s*v?[0-9]", "minimum", 0),
          text -> {
            try {
              return Optional.of(VersionNumber.parse(text));
            } catch (IllegalArgumentException notAVersion) {
              return Optional.empty();
            }
          });

  private ValueType<String> texts() {
    return facet.words().isEmpty() ? ValueType.text() : ValueType.word(facet.words());
  }

  /** The comparisons of the facet's type; empty where only the short form makes sense. */
  private Optional<Shape> comparisons() {
    return switch (facet.type()) {
      case FLAG -> Optional.empty();
      case COUNT -> Optional.of(bounds(COUNTS));
      case BYTES -> Optional.of(bounds(ByteSize.TYPE));
      case VERSION ->
          Optional.of(
              Shape.of(
                  key("at-least", VERSIONS, "this version or a later one"),
                  key("below", VERSIONS, "earlier than this version")));
      case TEXT, WORD ->
          Optional.of(
              Shape.of(
                  key("not", ValueType.oneOrMore(texts()), "none of these"),
                  key("matches", ValueType.regularExpression(), "a match anywhere in it"),
                  key("lacks", ValueType.regularExpression(), "no match anywhere in it"),
                  key("at-least", COUNTS, "a number that is not smaller"),
                  key("at-most", COUNTS, "a number that is not larger")));
      case WORDS ->
          Optional.of(
              Shape.of(
                  key("contains", ValueType.oneOrMore(texts()), "all of these among them"),
                  key("contains-any", ValueType.oneOrMore(texts()), "one of these among them"),
                  key("lacks", ValueType.oneOrMore(texts()), "none of these among them")));
      case STATES ->
          Optional.of(
              Shape.of(
                  key("each", ValueType.oneOrMore(texts()), "every name has one of these states"),
                  key("any", ValueType.oneOrMore(texts()), "some name has one of these states"),
                  key("none", ValueType.oneOrMore(texts()), "no name has one of these states")));
    };
  }

  private static Shape bounds(ValueType<?> type) {
    return Shape.of(key("at-least", type, "this or more"), key("at-most", type, "this or less"));
  }

  private static Key key(String name, ValueType<?> type, String meaning) {
    return Shape.optional(name, type, meaning);
  }

  private Optional<Matcher> ofComparisons(YamlNode node, Values values, Problems problems) {
    List<Matcher> all = new ArrayList<>();
    for (String name : values.byKey().keySet().stream().sorted().toList()) {
      all.add(comparison(name, values));
    }
    if (all.isEmpty()) {
      problems.add(
          node.at(),
          "the facet '"
              + facet.name()
              + "' expects nothing here; expected "
              + described()
              + ". A rule that asserts nothing would always pass: write what you expect.");
      return Optional.empty();
    }
    return Optional.of(all.size() == 1 ? all.getFirst() : both(all));
  }

  private Matcher comparison(String name, Values values) {
    return switch (facet.type()) {
      case FLAG -> throw new IllegalStateException("a flag has no comparisons");
      case COUNT -> {
        long bound = values.get(name, Long.class);
        yield name.equals("at-least")
            ? sum("at least " + bound, v -> v >= bound)
            : sum("at most " + bound, v -> v <= bound);
      }
      case BYTES -> {
        ByteSize bound = values.get(name, ByteSize.class);
        yield name.equals("at-least")
            ? bytes("at least", bound, v -> v >= bound.bytes())
            : bytes("at most", bound, v -> v <= bound.bytes());
      }
      case VERSION -> {
        VersionNumber bound = values.get(name, VersionNumber.class);
        yield name.equals("at-least")
            ? version("at least", bound, order -> order >= 0)
            : version("below", bound, order -> order < 0);
      }
      case TEXT, WORD -> textComparison(name, values);
      case WORDS -> {
        List<String> words = values.texts(name);
        yield switch (name) {
          case "contains" -> contains(words);
          case "contains-any" ->
              new Plain(
                  "one of " + join(words, "or") + " among them",
                  v ->
                      v instanceof Value.Words(var list)
                          && words.stream().anyMatch(list::contains));
          default ->
              new Plain(
                  "none of " + join(words, "or") + " among them",
                  v ->
                      v instanceof Value.Words(var list)
                          && words.stream().noneMatch(list::contains));
        };
      }
      case STATES -> {
        List<String> states = values.texts(name);
        yield switch (name) {
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
                          && map.values().stream().noneMatch(states::contains));
        };
      }
    };
  }

  private static Matcher textComparison(String name, Values values) {
    return switch (name) {
      case "not" -> {
        List<String> words = values.texts(name);
        yield new Plain(
            "not " + join(words, "nor"), v -> v instanceof Value.Text(var t) && !words.contains(t));
      }
      case "matches" -> {
        Pattern pattern = values.get(name, Pattern.class);
        yield new Plain(
            "a match of /" + pattern + "/",
            v -> v instanceof Value.Text(var t) && pattern.matcher(t).find());
      }
      case "lacks" -> {
        Pattern pattern = values.get(name, Pattern.class);
        yield new Plain(
            "no match of /" + pattern + "/",
            v -> v instanceof Value.Text(var t) && !pattern.matcher(t).find());
      }
      case "at-least" -> {
        long bound = values.get(name, Long.class);
        yield new Plain("at least " + bound, v -> number(v).map(n -> n >= bound).orElse(false));
      }
      default -> {
        long bound = values.get(name, Long.class);
        yield new Plain("at most " + bound, v -> number(v).map(n -> n <= bound).orElse(false));
      }
    };
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

  private static Matcher both(List<Matcher> all) {
    return new Plain(
        String.join(" and ", all.stream().map(Matcher::wanted).toList()),
        value -> all.stream().allMatch(matcher -> matcher.holds(value)));
  }

  private static Matcher flag(boolean wanted) {
    return new Plain(wanted ? "yes" : "no", v -> v instanceof Value.Flag(var is) && is == wanted);
  }

  private static Matcher sum(String wanted, java.util.function.LongPredicate test) {
    return new Plain(wanted, v -> v instanceof Value.Count(var count) && test.test(count));
  }

  private static Matcher bytes(String how, ByteSize size, java.util.function.LongPredicate test) {
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
            : value.shown();
      }
    };
  }

  private static Matcher version(
      String how, VersionNumber bound, java.util.function.IntPredicate test) {
    return new Plain(
        (how + " " + bound).strip(),
        v -> v instanceof Value.Version(var version) && test.test(version.compareTo(bound)));
  }

  private static Matcher oneOf(List<String> words) {
    return new Plain(join(words, "or"), v -> v instanceof Value.Text(var t) && words.contains(t));
  }

  private static Matcher contains(List<String> words) {
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
          return value.shown();
        }
        List<String> absent = words.stream().filter(word -> !list.contains(word)).toList();
        return value.shown() + " (without " + join(absent, "and") + ")";
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
      return value instanceof Value.States(var map) && states.containsAll(map.values());
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
        return new Value.States(wrong).shown();
      }
      return value instanceof Value.States(var map)
          ? join(states, "or") + " for all " + map.size()
          : value.shown();
    }

    private Map<String, String> wrong(Value value) {
      Map<String, String> wrong = new LinkedHashMap<>();
      if (value instanceof Value.States(var map)) {
        wrong.putAll(map);
        wrong.values().removeIf(states::contains);
      }
      return wrong;
    }
  }

  /** "a", "a or b", "a, b or c". */
  static String join(List<String> words, String last) {
    return words.size() < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, words.size() - 1))
            + " "
            + last
            + " "
            + words.getLast();
  }

  @Override
  public String described() {
    Function<Shape, String> names = shape -> String.join(", ", shape.names());
    String comparisons = comparisons().map(names).orElse("");
    String scalar =
        switch (facet.type()) {
          case FLAG -> "true or false";
          case COUNT -> "a number";
          case BYTES -> "a size such as 512MiB";
          case VERSION -> "a version";
          case TEXT -> "a text or a list of texts";
          case WORD, STATES -> join(facet.words(), "or") + ", or a list of such";
          case WORDS -> "a word or a list of words";
        };
    return comparisons.isEmpty() ? scalar : scalar + ", or a map with " + comparisons;
  }

  @Override
  public Map<String, Object> schema() {
    List<Map<String, Object>> forms = new ArrayList<>();
    forms.add(
        switch (facet.type()) {
          case FLAG -> ValueType.flag().schema();
          case COUNT -> COUNTS.schema();
          case BYTES -> ByteSize.TYPE.schema();
          case VERSION -> VERSIONS.schema();
          case TEXT, WORD, WORDS, STATES -> ValueType.oneOrMore(texts()).schema();
        });
    comparisons()
        .map(Shape::schema)
        .ifPresent(
            schema -> {
              Map<String, Object> filled = new LinkedHashMap<>(schema);
              filled.put("minProperties", 1);
              forms.add(filled);
            });
    return Map.of("description", facet.meaning(), "anyOf", forms);
  }
}
