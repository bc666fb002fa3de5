package io.hostready.docker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pattern for a part of a log line, such as {@code opening seccomp profile ({file}) failed:
 * {why}}. Each placeholder stands for any text; the last one, at the end, for the rest of the line.
 *
 * @param texts the texts around the placeholders, one more than names; those at the ends can be
 *     empty
 */
record LogPattern(List<String> texts, List<String> names) {

  /** Longer values of placeholders are cut. */
  private static final int LONGEST = 200;

  LogPattern {
    texts = List.copyOf(texts);
    names = List.copyOf(names);
  }

  static LogPattern parse(String pattern) {
    List<String> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int at = 0;
    int open = pattern.indexOf('{');
    while (open >= 0) {
      int close = pattern.indexOf('}', open);
      texts.add(pattern.substring(at, open));
      names.add(pattern.substring(open + 1, close));
      at = close + 1;
      open = pattern.indexOf('{', at);
    }
    texts.add(pattern.substring(at));
    return new LogPattern(texts, names);
  }

  /** The values of the placeholders; empty if the line does not have the pattern. */
  Optional<Map<String, String>> match(String line) {
    Map<String, String> values = new LinkedHashMap<>();
    int at = line.indexOf(texts.getFirst());
    if (at < 0) {
      return Optional.empty();
    }
    at += texts.getFirst().length();
    for (int i = 0; i < names.size(); i++) {
      String next = texts.get(i + 1);
      int end = next.isEmpty() ? line.length() : line.indexOf(next, at);
      if (end < 0) {
        return Optional.empty();
      }
      String value = line.substring(at, end).strip();
      values.put(
          names.get(i), value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value);
      at = end + next.length();
    }
    return Optional.of(values);
  }

  /**
   * A text with the values in place of its placeholders; parentheses and colons around a value that
   * the line does not have are omitted. {@code {}} stays.
   */
  static String filled(String text, Map<String, String> values) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    int open = text.indexOf('{');
    while (open >= 0) {
      int close = text.indexOf('}', open);
      String name = text.substring(open + 1, close);
      filled.append(text, at, open);
      filled.append(name.isEmpty() ? "{}" : values.getOrDefault(name, ""));
      at = close + 1;
      open = text.indexOf('{', at);
    }
    String whole = filled.append(text.substring(at)).toString().replace(" ()", "").strip();
    return whole.endsWith(":") ? whole.substring(0, whole.length() - 1) : whole;
  }
}
