package io.hostready.facts;

import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * The UIDs or GIDs of a user namespace, in file order: all 32-bit IDs on a machine, fewer in an
 * unprivileged container. Source: user_namespaces(7), uid_map.
 */
public record IdMap(List<Range> ranges) {

  /** One range, by its IDs inside the namespace. */
  public record Range(long start, long count) {}

  public IdMap {
    ranges = List.copyOf(ranges);
  }

  /** Parses lines of first ID inside, first ID outside, count. */
  public static IdMap parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String line :
        Reading.requireNonEmpty(text.lines().filter(each -> !each.isBlank()).toList())) {
      String[] fields = Columns.of(line);
      if (fields.length != 3
          || !Columns.isNumber(fields[0], 10)
          || !Columns.isNumber(fields[2], 10)) {
        throw new IllegalArgumentException("a line that is not three numbers");
      }
      ranges.add(new Range(Long.parseLong(fields[0]), Long.parseLong(fields[2])));
    }
    return new IdMap(ranges);
  }

  /** How many of a range of IDs the namespace has. */
  public long among(long start, long count) {
    return ranges.stream()
        .mapToLong(
            range ->
                Math.min(start + count, range.start() + range.count())
                    - Math.max(start, range.start()))
        .filter(shared -> shared > 0)
        .sum();
  }
}
