package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Memory of the host, in bytes by the kernel's names (MemTotal, MemAvailable, SwapTotal). Source:
 * proc_meminfo(5); MemAvailable exists since Linux 3.14.
 */
public record Meminfo(Reading<Map<String, Amount>> amounts) {

  private static final String PATH = "/proc/meminfo";

  /** An amount in bytes, and its line from 1. */
  public record Amount(long bytes, int line) {}

  public static Meminfo read(Host host) {
    return host.fact(
        Meminfo.class, h -> new Meminfo(h.text(PATH).parse(Meminfo::parse).absentIsUnreadable()));
  }

  /**
   * Parses lines "Name: NUMBER kB"; lines with another unit or without one are not sizes and are
   * skipped.
   *
   * @throws IllegalArgumentException if MemTotal is missing
   */
  public static Map<String, Amount> parse(String text) {
    Map<String, Amount> amounts = new LinkedHashMap<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      String[] words = Columns.of(line);
      boolean isAmount =
          words.length == 3
              && words[0].endsWith(":")
              && Columns.isNumber(words[1], 15) // a pebibyte in kB has 13 digits
              && words[2].equals("kB");
      if (isAmount) {
        String name = words[0].substring(0, words[0].length() - 1);
        amounts.put(name, new Amount(Long.parseLong(words[1]) * 1024, number));
      }
    }
    if (!amounts.containsKey("MemTotal")) {
      throw new IllegalArgumentException("it has no line 'MemTotal: NUMBER kB'");
    }
    return Map.copyOf(amounts);
  }
}
