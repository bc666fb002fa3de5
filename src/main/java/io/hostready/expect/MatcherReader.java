package io.hostready.expect;

import io.hostready.probe.Facet;
import io.hostready.text.Joined;
import io.hostready.text.VersionNumber;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.MapSchema.Key;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The matchers for a facet's type, as one type of value: a scalar or list as a short form,
 * otherwise a map of comparisons that must all hold.
 */
record MatcherReader(Facet facet) implements ValueSchema<Matcher> {

  @Override
  public Optional<Matcher> read(YamlNode node, Problems problems) {
    if (!(node instanceof YamlNode.Mapping)) {
      return shortForm().read(node, problems).map(this::ofShortForm);
    }
    Optional<MapSchema> comparisons = comparisons();
    if (comparisons.isEmpty()) {
      return ValueSchema.wrong(node, description(), problems);
    }
    Optional<Values> read = comparisons.get().read(node, "'" + facet.name() + "'", problems);
    if (read.isPresent() && read.get().byKey().isEmpty()) {
      problems.add(
          new Problem(node.at(), "empty '" + facet.name() + "'").expecting("use " + description()));
      return Optional.empty();
    }
    return read.map(values -> ofComparisons(values.byKey()));
  }

  private ValueSchema<?> shortForm() {
    return switch (facet.type()) {
      case FLAG -> ValueSchema.flag();
      case COUNT -> COUNTS;
      case BYTES -> ByteSize.TYPE;
      case VERSION -> VERSIONS;
      case PACKAGE_VERSION -> PACKAGE_VERSIONS;
      case TEXT, WORD, WORDS, STATES -> ValueSchema.oneOrMore(texts());
    };
  }

  /** By name, so that messages have a fixed order. */
  private Matcher ofComparisons(Map<String, Object> expected) {
    List<Matcher> all = new ArrayList<>();
    new TreeMap<>(expected).forEach((name, bound) -> all.add(comparison(name, bound)));
    return all.size() == 1 ? all.getFirst() : Matchers.allOf(all);
  }

  private Matcher ofShortForm(Object expected) {
    return switch (facet.type()) {
      case FLAG -> Matchers.flag((Boolean) expected);
      case COUNT -> {
        long count = (Long) expected;
        yield Matchers.sum(Long.toString(count), v -> v == count);
      }
      case BYTES -> {
        ByteSize size = (ByteSize) expected;
        yield Matchers.bytes(size, "", v -> v == size.bytes());
      }
      case VERSION -> {
        VersionNumber version = (VersionNumber) expected;
        yield Matchers.version(version.toString(), version, order -> order == 0);
      }
      case PACKAGE_VERSION -> {
        String version = (String) expected;
        yield Matchers.packageVersion(version, version, order -> order == 0);
      }
      case TEXT, WORD -> Matchers.oneOf(Matchers.texts(expected), facet);
      case WORDS -> Matchers.contains(Matchers.texts(expected));
      case STATES -> new StatesMatcher(StatesMatcher.Of.EACH, Matchers.texts(expected));
    };
  }

  private static final ValueSchema<Long> COUNTS = ValueSchema.number(0, Long.MAX_VALUE);

  private static final ValueSchema<VersionNumber> VERSIONS =
      ValueSchema.scalar(
          "a version such as 3.8",
          Map.of("type", List.of("string", "number"), "pattern", "^\\s*v?[0-9]", "minimum", 0),
          text -> {
            try {
              return Optional.of(VersionNumber.parse(text));
            } catch (IllegalArgumentException notAVersion) {
              return Optional.empty();
            }
          });

  /** With an epoch, a revision and a release, in the form of any package manager. */
  private static final ValueSchema<String> PACKAGE_VERSIONS =
      ValueSchema.scalar(
          "a package version such as 5:29.0.1-1",
          Map.of("type", List.of("string", "number"), "pattern", "^[0-9A-Za-z.+~^:_-]+$"),
          text ->
              Optional.of(text).filter(version -> version.matches("[0-9A-Za-z.+~^:_-]{1,200}")));

  private ValueSchema<String> texts() {
    return facet.words().isEmpty() ? ValueSchema.text() : ValueSchema.word(facet.words());
  }

  /** The comparisons of the facet's type; empty if it has only the short form. */
  private Optional<MapSchema> comparisons() {
    return switch (facet.type()) {
      case FLAG -> Optional.empty();
      case COUNT -> Optional.of(bounds(COUNTS));
      case BYTES -> Optional.of(bounds(ByteSize.TYPE));
      case VERSION ->
          Optional.of(
              MapSchema.of(
                  key("at-least", VERSIONS, "this version or a later one"),
                  key("below", VERSIONS, "earlier than this version")));
      case PACKAGE_VERSION ->
          Optional.of(
              MapSchema.of(
                  key("at-least", PACKAGE_VERSIONS, "this version or a later one"),
                  key("below", PACKAGE_VERSIONS, "earlier than this version")));
      case TEXT, WORD ->
          Optional.of(
              MapSchema.of(
                  key("not", ValueSchema.oneOrMore(texts()), "none of these"),
                  key("matches", ValueSchema.regularExpression(), "a match anywhere in it"),
                  key("lacks", ValueSchema.regularExpression(), "no match anywhere in it"),
                  key("at-least", COUNTS, "a number that is not smaller"),
                  key("at-most", COUNTS, "a number that is not larger")));
      case WORDS ->
          Optional.of(
              MapSchema.of(
                  key("contains", ValueSchema.oneOrMore(texts()), "all of these among them"),
                  key("contains-any", ValueSchema.oneOrMore(texts()), "one of these among them"),
                  key("matches", ValueSchema.regularExpression(), "a match in one of them"),
                  key("lacks", ValueSchema.oneOrMore(texts()), "none of these among them"),
                  key("only", ValueSchema.listOf(texts(), 0), "nothing but these, or nothing")));
      case STATES ->
          Optional.of(
              MapSchema.of(
                  key("each", ValueSchema.oneOrMore(texts()), "every name has one of these states"),
                  key("any", ValueSchema.oneOrMore(texts()), "some name has one of these states"),
                  key("none", ValueSchema.oneOrMore(texts()), "no name has one of these states")));
    };
  }

  private static MapSchema bounds(ValueSchema<?> type) {
    return MapSchema.of(
        key("at-least", type, "this or more"), key("at-most", type, "this or less"));
  }

  private static Key key(String name, ValueSchema<?> type, String meaning) {
    return MapSchema.optional(name, type, meaning);
  }

  private Matcher comparison(String name, Object expected) {
    return switch (facet.type()) {
      case FLAG -> throw new IllegalStateException("a flag has no comparisons");
      case COUNT -> {
        long bound = (Long) expected;
        yield name.equals("at-least")
            ? Matchers.sum(bound + " or more", v -> v >= bound)
            : Matchers.sum(bound + " or less", v -> v <= bound);
      }
      case BYTES -> {
        ByteSize bound = (ByteSize) expected;
        yield name.equals("at-least")
            ? Matchers.bytes(bound, " or more", v -> v >= bound.bytes())
            : Matchers.bytes(bound, " or less", v -> v <= bound.bytes());
      }
      case VERSION -> {
        VersionNumber bound = (VersionNumber) expected;
        yield name.equals("at-least")
            ? Matchers.version(bound + " or newer", bound, order -> order >= 0)
            : Matchers.version("older than " + bound, bound, order -> order < 0);
      }
      case PACKAGE_VERSION -> {
        String bound = (String) expected;
        yield name.equals("at-least")
            ? Matchers.packageVersion(bound + " or newer", bound, order -> order >= 0)
            : Matchers.packageVersion("older than " + bound, bound, order -> order < 0);
      }
      case TEXT, WORD -> Matchers.text(name, expected, facet);
      case WORDS -> Matchers.words(name, expected);
      case STATES -> new StatesMatcher(StatesMatcher.Of.named(name), Matchers.texts(expected));
    };
  }

  @Override
  public String description() {
    Function<MapSchema, String> names = shape -> String.join(", ", shape.names());
    String comparisons = comparisons().map(names).orElse("");
    String scalar =
        switch (facet.type()) {
          case FLAG -> "true or false";
          case COUNT -> "a number";
          case BYTES -> ByteSize.TYPE.description();
          case VERSION -> VERSIONS.description();
          case PACKAGE_VERSION -> PACKAGE_VERSIONS.description();
          case TEXT, WORDS -> "a string or a list of strings";
          case WORD, STATES -> Joined.or(facet.words()) + ", or a list of these";
        };
    return comparisons.isEmpty() ? scalar : scalar + ", or a map with " + comparisons;
  }

  @Override
  public Map<String, Object> schema() {
    List<Map<String, Object>> forms = new ArrayList<>();
    forms.add(
        switch (facet.type()) {
          case FLAG -> ValueSchema.flag().schema();
          case COUNT -> COUNTS.schema();
          case BYTES -> ByteSize.TYPE.schema();
          case VERSION -> VERSIONS.schema();
          case PACKAGE_VERSION -> PACKAGE_VERSIONS.schema();
          case TEXT, WORD, WORDS, STATES -> ValueSchema.oneOrMore(texts()).schema();
        });
    comparisons()
        .map(MapSchema::schema)
        .ifPresent(
            schema -> {
              Map<String, Object> filled = new LinkedHashMap<>(schema);
              filled.put("minProperties", 1);
              forms.add(filled);
            });
    return Map.of("description", facet.meaning(), "anyOf", forms);
  }
}
