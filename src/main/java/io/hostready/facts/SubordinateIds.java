package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of user or group numbers that a user may give to processes in user namespaces, in file
 * order. Source: subuid(5), subgid(5).
 */
public record SubordinateIds(Reading<List<Range>> ranges) {

  /** One range: whose (a name or number), its first number, how many; line from 1. */
  public record Range(String owner, long start, long count, int line) {}

  /** Reads /etc/subuid or /etc/subgid. */
  public static SubordinateIds read(Host host, String path) {
    return new SubordinateIds(host.text(path).parse(SubordinateIds::parse));
  }

  /** Parses the lines of the form; newuidmap(1) passes over others too. */
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
