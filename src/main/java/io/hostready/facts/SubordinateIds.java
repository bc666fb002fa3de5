package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of subordinate UIDs or GIDs that a user can assign in user namespaces, in file order.
 * Source: subuid(5), subgid(5).
 */
public record SubordinateIds(Reading<List<Range>> ranges) {

  /** One range: its owner (a name or UID), its first ID, its size; line from 1. */
  public record Range(String owner, long start, long count, int line) {}

  /** Reads /etc/subuid or /etc/subgid. */
  public static SubordinateIds read(Host host, String path) {
    return new SubordinateIds(host.text(path).parse(SubordinateIds::parse));
  }

  /** Parses the valid lines; newuidmap(1) skips others, too. */
  public static List<Range> parse(String text) {
    List<Range> ranges = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      String[] fields = line.strip().split(":");
      if (fields.length == 3
          && Columns.isNumber(fields[1], 10)
          && Columns.isNumber(fields[2], 10)) {
        ranges.add(
            new Range(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2]), number));
      }
    }
    return List.copyOf(ranges);
  }
}
