package io.hostready.probe;

import io.hostready.docker.DaemonCommand;
import io.hostready.docker.DaemonCommand.Flag;
import io.hostready.docker.DaemonOption;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonKind;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The values of the daemon's options, from its configuration file and the flags of its command. A
 * key is a name in the file; a value of another type than requested counts as not set.
 */
record DaemonValues(Map<String, JsonValue> file, Optional<DaemonCommand> command) {

  List<Flag> flags() {
    return command.map(DaemonCommand::flags).orElse(List.of());
  }

  private Stream<String> flags(String key) {
    return flags().stream()
        .filter(flag -> flag.option().map(DaemonOption::key).filter(key::equals).isPresent())
        .map(Flag::value);
  }

  /** The value of an option; empty if it is not set or an empty text. */
  Optional<String> text(String key) {
    Optional<String> fromFile =
        file.get(key) instanceof JsonScalar(JsonKind kind, String text, _, _)
                && kind != JsonKind.NULL
            ? Optional.of(text)
            : Optional.empty();
    return fromFile
        .filter(text -> !text.isEmpty())
        .or(() -> flags(key).reduce((_, last) -> last).filter(text -> !text.isEmpty()));
  }

  /** Whether an option is switched on, or off. */
  boolean is(String key, boolean on) {
    return text(key)
        .filter(text -> text.matches(on ? "(?i)true|1|t" : "(?i)false|0|f"))
        .isPresent();
  }

  /** The items of a list, and those that flags add. */
  List<String> items(String key) {
    List<String> items = new ArrayList<>();
    if (file.get(key) instanceof JsonArray(List<JsonValue> values, _, _)) {
      for (JsonValue value : values) {
        if (value instanceof JsonScalar(_, String text, _, _)) {
          items.add(text);
        }
      }
    }
    flags(key).forEach(items::add);
    return items;
  }

  /** The texts of an object, and the NAME=VALUE that flags add. */
  Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    flags(key)
        .filter(flag -> flag.contains("="))
        .forEach(
            flag ->
                pairs.put(flag.replaceFirst("(?s)=.*", ""), flag.replaceFirst("(?s)[^=]*=", "")));
    if (file.get(key) instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (name, value) -> {
                if (value instanceof JsonScalar(_, String text, _, _)) {
                  pairs.put(name, text);
                }
              });
    }
    return pairs;
  }
}
