package io.hostready.capture;

import io.hostready.host.CommandOutcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a text of hosts: one host, one situation, or the part that is common to all situations.
 *
 * @param name the situation's; empty for the part before the first
 * @param about the lines of its comment, without marks
 * @param fields its fields, each {@code NAME: VALUE}
 * @param paths the entry of each path, in the order of the text
 * @param commands outcomes by the words of the command, separated by spaces
 */
public record HostSection(
    String name,
    List<String> about,
    List<Field> fields,
    Map<String, CapturedPath> paths,
    Map<String, CommandOutcome> commands) {

  /** One field of a section. */
  public record Field(String name, String value) {

    /** The line of the text, without its end. */
    String line() {
      return name + ": " + Escapes.oneLine(value);
    }
  }

  public HostSection {
    about = List.copyOf(about);
    fields = List.copyOf(fields);
    paths = Collections.unmodifiableMap(paths);
    commands = Collections.unmodifiableMap(commands);
  }

  /** Parameters of rules that are set in this situation. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Field field : fields) {
      int equals = field.value().indexOf('=');
      if (field.name().equals(HostText.PARAMETER) && equals > 0) {
        parameters.put(field.value().substring(0, equals), field.value().substring(equals + 1));
      }
    }
    return parameters;
  }
}
