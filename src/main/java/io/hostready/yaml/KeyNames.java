package io.hostready.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The JSON Schema of the keys of a map: editors list the known names for an unknown one and, where
 * that list is long, name the one that was probably meant.
 */
public final class KeyNames {

  /** A list up to this length shows at a glance which name was meant. */
  private static final int SHORT = 8;

  private KeyNames() {}

  /** The value of {@code propertyNames}. */
  public static Map<String, Object> schema(List<String> names) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("enum", List.copyOf(names));
    if (names.size() > SHORT) {
      schema.put("allOf", names.stream().map(name -> misspelling(name, names)).toList());
    }
    return schema;
  }

  /** Rejects what is nearly a name. Validators ignore patternErrorMessage, a keyword of editors. */
  private static Map<String, Object> misspelling(String name, List<String> names) {
    String slips = slips(name);
    String known =
        names.stream()
            .filter(each -> each.matches(slips))
            .map(KeyNames::escaped)
            .collect(Collectors.joining("|"));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("pattern", "^(?:" + known + "|(?!(?:" + slips + ")$).*)$");
    schema.put("patternErrorMessage", "Did you mean \"" + name + "\"?");
    return schema;
  }

  /** A name with a character that is missing, wrong or added, or with two exchanged. */
  private static String slips(String name) {
    return IntStream.range(0, name.length())
        .mapToObj(at -> slips(name, at))
        .collect(Collectors.joining("|"));
  }

  private static String slips(String name, int at) {
    String before = escaped(name.substring(0, at));
    String slip = before + ".{0,2}" + escaped(name.substring(at + 1));
    if (at + 1 == name.length()) {
      return slip;
    }
    String exchanged = "" + name.charAt(at + 1) + name.charAt(at);
    return slip + "|" + before + escaped(exchanged + name.substring(at + 2));
  }

  private static String escaped(String name) {
    return name.replace(".", "\\.");
  }
}
