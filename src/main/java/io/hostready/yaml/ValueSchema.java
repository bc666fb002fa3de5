package io.hostready.yaml;

import io.hostready.text.Joined;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The type of a key's value: reads it from a node, describes it in a sentence, and returns its JSON
 * Schema. One source for the reader, the reference and the editors' schema.
 *
 * @param <T> the Java type of a value
 */
public interface ValueSchema<T> {

  /** Reads a value; empty if it is not of this type, and then problems have the reason. */
  Optional<T> read(YamlNode node, Problems problems);

  /** What is valid, as it reads after "use": "a path that starts with '/'". */
  String description();

  /** The JSON Schema of a value (draft 2020-12), as nested maps, lists and scalars. */
  Map<String, Object> schema();

  /** The form of a parameter in place of a value: {@code ${data-root}}. */
  Map<String, Object> PARAMETER_SCHEMA = Map.of("type", "string", "pattern", "\\$\\{[a-z0-9-]+\\}");

  /** The JSON types of an unquoted YAML value; the reader uses its text. */
  List<String> SCALAR_TYPES = List.of("string", "number", "boolean");

  /** Any text that is not empty. */
  static ValueSchema<String> text() {
    return scalar(
        "a string",
        Map.of("type", SCALAR_TYPES, "pattern", "\\S"),
        text -> text.isBlank() ? Optional.empty() : Optional.of(text));
  }

  /** A text that must match as a whole. */
  static ValueSchema<String> matching(String described, Pattern pattern) {
    return scalar(
        described,
        Map.of("type", SCALAR_TYPES, "pattern", "^(?:" + pattern + ")$"),
        text -> pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty());
  }

  /** The same with the text of the expression. */
  static ValueSchema<String> matching(String described, String expression) {
    return matching(described, Pattern.compile(expression));
  }

  /** An absolute path without {@code ..}. */
  static ValueSchema<String> path() {
    return scalar(
        "a path that starts with '/' and has no '..'",
        Map.of("type", "string", "pattern", "^/(?!([^/]*/)*\\.\\.(/|$))"),
        text ->
            text.startsWith("/") && !("/" + text + "/").contains("/../") && text.indexOf(0) < 0
                ? Optional.of(text)
                : Optional.empty());
  }

  /** An integer within bounds, both included. */
  static ValueSchema<Long> number(long least, long most) {
    return scalar(
        most == Long.MAX_VALUE
            ? "a whole number from " + least
            : "a whole number from " + least + " to " + most,
        Map.of(
            "anyOf",
            List.of(
                Map.of("type", "integer", "minimum", least, "maximum", most),
                Map.of("type", "string", "pattern", "^-?[0-9]+$"))),
        text -> {
          try {
            long number = Long.parseLong(text);
            return number < least || number > most ? Optional.empty() : Optional.of(number);
          } catch (NumberFormatException notANumber) {
            return Optional.empty();
          }
        });
  }

  /** true or false. */
  static ValueSchema<Boolean> flag() {
    return scalar(
        "true or false",
        Map.of("enum", List.of(true, false, "true", "false")),
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /** One of some values, with a suggestion for an unknown one. */
  static ValueSchema<String> word(List<String> words) {
    List<String> known = List.copyOf(words);
    return new ValueSchema<>() {
      @Override
      public Optional<String> read(YamlNode node, Problems problems) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
          if (known.contains(scalar.text())) {
            return Optional.of(scalar.text());
          }
          problems.add(
              new Problem(node.at(), problems.invalid(node))
                  .expecting("use " + Joined.or(known))
                  .advising(
                      Suggestion.nearest(scalar.text(), known)
                          .map(name -> "Did you mean '" + name + "'?")
                          .orElse("")));
          return Optional.empty();
        }
        return wrong(node, description(), problems);
      }

      @Override
      public String description() {
        return Joined.or(known);
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(Map.of("enum", known), PARAMETER_SCHEMA));
      }
    };
  }

  /** The same values, which messages call by another name than the key. */
  static <T> ValueSchema<T> named(String name, ValueSchema<T> values) {
    return new ValueSchema<>() {
      @Override
      public Optional<T> read(YamlNode node, Problems problems) {
        return problems.of(name, () -> values.read(node, problems));
      }

      @Override
      public String description() {
        return values.description();
      }

      @Override
      public Map<String, Object> schema() {
        return values.schema();
      }
    };
  }

  /** A Java regular expression that compiles. */
  static ValueSchema<Pattern> regularExpression() {
    return new ValueSchema<>() {
      @Override
      public Optional<Pattern> read(YamlNode node, Problems problems) {
        if (!(node instanceof YamlNode.Scalar scalar)
            || scalar.isNothing()
            || scalar.text().isEmpty()) {
          return wrong(node, description(), problems);
        }
        try {
          return Optional.of(Pattern.compile(scalar.text()));
        } catch (PatternSyntaxException broken) {
          problems.add(
              new Problem(
                      node.at(),
                      "invalid regular expression "
                          + node.description()
                          + ": "
                          + broken.getDescription()
                          + (broken.getIndex() < 0
                              ? ""
                              : " at character " + (broken.getIndex() + 1)))
                  .advising("Escape special characters with a backslash."));
          return Optional.empty();
        }
      }

      @Override
      public String description() {
        return "a regular expression";
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("type", SCALAR_TYPES, "format", "regex", "minLength", 1);
      }
    };
  }

  /** A list with a minimum number of items of one type. */
  static <E> ValueSchema<List<E>> listOf(ValueSchema<E> item, int least) {
    return new ValueSchema<>() {
      @Override
      public Optional<List<E>> read(YamlNode node, Problems problems) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
          return wrong(node, description(), problems);
        }
        if (sequence.items().size() < least) {
          problems.add(
              new Problem(node.at(), problems.invalid(node))
                  .expecting("use at least " + least + ", each " + item.description()));
          return Optional.empty();
        }
        List<E> read = new ArrayList<>();
        for (YamlNode element : sequence.items()) {
          item.read(element, problems).ifPresent(read::add);
        }
        return read.size() == sequence.items().size()
            ? Optional.of(List.copyOf(read))
            : Optional.empty();
      }

      @Override
      public String description() {
        return "a list, each item " + item.description();
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("type", "array", "minItems", least, "items", item.schema());
      }
    };
  }

  /** One value or a list of them; the result is always a list. */
  static <E> ValueSchema<List<E>> oneOrMore(ValueSchema<E> item) {
    ValueSchema<List<E>> list = listOf(item, 1);
    return new ValueSchema<>() {
      @Override
      public Optional<List<E>> read(YamlNode node, Problems problems) {
        return node instanceof YamlNode.Scalar
            ? item.read(node, problems).map(List::of)
            : list.read(node, problems);
      }

      @Override
      public String description() {
        return item.description() + ", or a list of these";
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(item.schema(), list.schema()));
      }
    };
  }

  /** A map with any names, in their order. */
  static <E> ValueSchema<Map<String, E>> mapOf(ValueSchema<E> value) {
    return mapOf(text(), value);
  }

  /** A map with names chosen by the author, in their order. */
  static <E> ValueSchema<Map<String, E>> mapOf(ValueSchema<String> name, ValueSchema<E> value) {
    return new NamedValuesSchema<>(name, value);
  }

  /** Any node, for a separate reader; its schema is defined elsewhere. */
  static ValueSchema<YamlNode> node(String described, Map<String, Object> schema) {
    return new ValueSchema<>() {
      @Override
      public Optional<YamlNode> read(YamlNode node, Problems problems) {
        return node instanceof YamlNode.Scalar scalar && scalar.isNothing()
            ? wrong(node, described, problems)
            : Optional.of(node);
      }

      @Override
      public String description() {
        return described;
      }

      @Override
      public Map<String, Object> schema() {
        return schema;
      }
    };
  }

  /** A single value that a function accepts or not. */
  static <T> ValueSchema<T> scalar(
      String described, Map<String, Object> schema, Function<String, Optional<T>> parse) {
    return new ValueSchema<>() {
      @Override
      public Optional<T> read(YamlNode node, Problems problems) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
          Optional<T> parsed = parse.apply(scalar.text());
          if (parsed.isPresent()) {
            return parsed;
          }
        }
        return wrong(node, described, problems);
      }

      @Override
      public String description() {
        return described;
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(schema, PARAMETER_SCHEMA));
      }
    };
  }

  /** Reports that a node is not as expected; always empty. */
  static <T> Optional<T> wrong(YamlNode node, String expected, Problems problems) {
    problems.add(new Problem(node.at(), problems.invalid(node)).expecting("use " + expected));
    return Optional.empty();
  }
}
