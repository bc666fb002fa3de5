package io.hostready.run;

import io.hostready.rule.RuleId;
import io.hostready.text.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rules that were renamed: saved reports have their old ids. Source: {@code renamed-rules.txt}, a
 * line for each old id with the current one.
 */
final class RenamedRules {

  private static final class Table {
    private static final Map<RuleId, RuleId> CURRENT_BY_OLD = read();

    private static Map<RuleId, RuleId> read() {
      try (InputStream in = RenamedRules.class.getResourceAsStream("renamed-rules.txt")) {
        if (in == null) {
          throw new IllegalStateException("renamed-rules.txt is not in the program");
        }
        Map<RuleId, RuleId> table = new HashMap<>();
        for (String line : Columns.lines(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
          if (!line.startsWith("#")) {
            String[] ids = Columns.of(line);
            table.put(new RuleId(ids[0]), new RuleId(ids[1]));
          }
        }
        return Map.copyOf(table);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private RenamedRules() {}

  /** Every old id with the current one. */
  static Map<RuleId, RuleId> currentByOld() {
    return Table.CURRENT_BY_OLD;
  }

  /** The current id of a rule. */
  static RuleId current(RuleId rule) {
    return currentByOld().getOrDefault(rule, rule);
  }

  /** All other ids that a rule has or had. */
  static List<RuleId> otherIds(RuleId rule) {
    RuleId current = current(rule);
    return Stream.concat(
            Stream.of(current),
            currentByOld().entrySet().stream()
                .filter(entry -> entry.getValue().equals(current))
                .map(Map.Entry::getKey))
        .filter(id -> !id.equals(rule))
        .sorted()
        .toList();
  }
}
