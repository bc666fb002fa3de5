package io.hostready.yaml;

import io.hostready.text.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of the placeholders {@code ${name}} in rules. Names are lower-case words separated by
 * hyphens.
 */
public record Parameters(Map<String, String> values) {

  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

  public static final Parameters NONE = new Parameters(Map.of());

  public Parameters {
    values = Ordered.copyOf(values);
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The parameter names in values below the node. */
  public static Set<String> namesIn(YamlNode node) {
    Set<String> names = new TreeSet<>();
    collect(node, names);
    return names;
  }

  private static void collect(YamlNode node, Set<String> names) {
    switch (node) {
      case YamlNode.Scalar scalar ->
          PLACE.matcher(scalar.text()).results().forEach(place -> names.add(place.group(1)));
      case YamlNode.Sequence sequence -> sequence.items().forEach(item -> collect(item, names));
      case YamlNode.Mapping mapping ->
          mapping.entries().values().forEach(entry -> collect(entry.value(), names));
    }
  }

  /**
   * The same node with every parameter replaced; unknown names are problems and are not replaced.
   */
  public YamlNode fillInto(YamlNode node, Problems problems) {
    return switch (node) {
      case YamlNode.Scalar scalar ->
          new YamlNode.Scalar(
              scalar.at(), filled(scalar, problems), scalar.plain(), scalar.written());
      case YamlNode.Sequence sequence -> {
        List<YamlNode> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(fillInto(item, problems)));
        yield new YamlNode.Sequence(sequence.at(), items);
      }
      case YamlNode.Mapping mapping -> {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach(
                (key, entry) ->
                    entries.put(
                        key, new YamlNode.Entry(entry.keyAt(), fillInto(entry.value(), problems))));
        yield new YamlNode.Mapping(mapping.at(), entries);
      }
    };
  }

  private String filled(YamlNode.Scalar scalar, Problems problems) {
    if (scalar.text().indexOf('$') < 0) {
      return scalar.text();
    }
    Matcher place = PLACE.matcher(scalar.text());
    return place.replaceAll(
        found -> {
          String name = found.group(1);
          Optional<String> value = find(name);
          if (value.isEmpty()) {
            reportUnknown(name, scalar.at(), problems);
          }
          return Matcher.quoteReplacement(value.orElse(found.group()));
        });
  }

  /** Reports a name that no pack declares. */
  public void reportUnknown(String name, SourceSpan where, Problems problems) {
    problems.addCause(
        new Problem(where, "unknown parameter " + Quoted.of(name))
            .advising(
                Suggestion.nearest(name, values.keySet())
                    .map(near -> "Did you mean '" + near + "'?")
                    .orElse("Declare it under 'parameters' of a pack.")));
  }
}
