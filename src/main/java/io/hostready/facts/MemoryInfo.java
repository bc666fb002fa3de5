package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Memory of the host, in bytes by the kernel's names (MemTotal, MemAvailable, SwapTotal). Source:
 * proc_meminfo(5); MemAvailable came with Linux 3.14.
 */
public record MemoryInfo(Reading<Map<String, Amount>> amounts) {

  private static final String PATH = "/proc/meminfo";

  /** An amount in bytes, and its line from 1. */
  public record Amount(long bytes, int line) {}

  public static MemoryInfo read(Host host) {
    return host.fact(
        MemoryInfo.class,
        h -> new MemoryInfo(h.text(PATH).parse(MemoryInfo::parse).absentIsUnreadable()));
  }

  /**
   * Parses lines "Name: NUMBER kB"; lines with another unit or none count things other than bytes
   * and are left out.
   *
   * @throws IllegalArgumentException when MemTotal is not among them
   */
  public static Map<String, Amount> parse(String text) {
    Map<String, Amount> amounts = new LinkedHashMap<>();
    int number = 0;
    for (String line : Fields.lines(text)) {
      number++;
      String[] words = Fields.of(line);
      boolean isAmount =
          words.length == 3
              && words[0].endsWith(":")
              && Fields.isNumber(words[1], 15) // a pebibyte in kB has 13 digits
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
