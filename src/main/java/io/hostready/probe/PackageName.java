package io.hostready.probe;

import io.hostready.facts.PackageFormat;
import io.hostready.yaml.Problems;
import io.hostready.yaml.ValueSchema;
import io.hostready.yaml.Values;
import io.hostready.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The name of a package, on the systems of one package manager or of all. In a rule, {@code
 * docker-ce} is for all, and {@code rpm: docker} for those with rpm.
 *
 * @param format empty for all
 */
record PackageName(Optional<PackageFormat> format, String name) {

  /** deb-control(5), Package, with ":i386" as in dpkg; rpm also has capital letters and "_". */
  static final String FORM = "[A-Za-z0-9][A-Za-z0-9+._-]+(:[a-z0-9-]+)?";

  private static final List<String> FORMATS =
      Arrays.stream(PackageFormat.values()).map(PackageFormat::id).toList();

  /** One name, or a map of package managers to names. */
  static final ValueSchema<List<PackageName>> SCHEMA = schemaOf();

  boolean isFor(PackageFormat other) {
    return format.isEmpty() || format.get() == other;
  }

  /** The names of a list, in order. */
  static List<PackageName> of(Values arguments, String key) {
    List<PackageName> names = new ArrayList<>();
    for (Object item : arguments.get(key, List.class)) {
      for (Object name : (List<?>) item) {
        names.add((PackageName) name);
      }
    }
    return names;
  }

  private static List<PackageName> of(Map<String, String> names) {
    return names.entrySet().stream()
        .map(
            entry ->
                new PackageName(
                    Arrays.stream(PackageFormat.values())
                        .filter(format -> format.id().equals(entry.getKey()))
                        .findFirst(),
                    entry.getValue()))
        .toList();
  }

  private static ValueSchema<List<PackageName>> schemaOf() {
    ValueSchema<String> name = ValueSchema.matching("the name of a package", FORM);
    ValueSchema<Map<String, String>> byFormat = ValueSchema.mapOf(ValueSchema.word(FORMATS), name);
    return new ValueSchema<>() {
      @Override
      public Optional<List<PackageName>> read(YamlNode node, Problems problems) {
        return node instanceof YamlNode.Mapping
            ? byFormat.read(node, problems).map(PackageName::of)
            : name.read(node, problems).map(one -> List.of(new PackageName(Optional.empty(), one)));
      }

      @Override
      public String description() {
        return name.description();
      }

      @Override
      public Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("anyOf", List.of(name.schema(), byFormat.schema()));
        return schema;
      }
    };
  }
}
