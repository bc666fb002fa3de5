package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Present;
import io.hostready.text.Columns;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * CPUs of the host: how many are online, and the features of the first. Source: proc_cpuinfo(5),
 * /sys/devices/system/cpu/online (Documentation/admin-guide/cputopology.rst).
 */
public record Cpuinfo(Reading<Integer> online, Reading<List<String>> flags) {

  private static final String INFO = "/proc/cpuinfo";
  private static final String ONLINE = "/sys/devices/system/cpu/online";

  /** More CPUs than Linux can be built for; a list with more is invalid. */
  private static final int MOST = 65_536;

  /** The name of the line of flags: on x86, arm, s390 and riscv. */
  private static final Set<String> FLAG_KEYS = Set.of("flags", "features", "isa");

  /** The name of the line of the model: on x86, mips, ppc, riscv, and on old kernels for arm. */
  private static final List<String> MODEL_KEYS =
      List.of("model name", "cpu model", "cpu", "uarch", "Processor");

  public static Cpuinfo read(Host host) {
    return host.fact(Cpuinfo.class, Cpuinfo::look);
  }

  private static Cpuinfo look(Host host) {
    Reading<Integer> listed = host.text(ONLINE).parse(Cpuinfo::parseOnline);
    Reading<Integer> online =
        listed instanceof Present
            ? listed
            : host.text(INFO).parse(Cpuinfo::countProcessors).absentIsUnreadable();
    return new Cpuinfo(online, host.text(INFO).absentIsUnreadable().find(Cpuinfo::parseFlags));
  }

  /**
   * Counts the CPUs of a list such as "0-3,8".
   *
   * @throws IllegalArgumentException if the text is not such a list
   */
  public static int parseOnline(String text) {
    int count = 0;
    for (String range : text.strip().split(",", -1)) {
      String[] ends = range.split("-", 2);
      if (!range.matches("\\d{1,5}(-\\d{1,5})?")) {
        throw new IllegalArgumentException("it is no list of processors such as 0-3");
      }
      count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
      if (count < 1 || count > MOST) {
        throw new IllegalArgumentException("it is no list of processors such as 0-3");
      }
    }
    return count;
  }

  /**
   * Counts the CPUs that /proc/cpuinfo describes; s390 writes "processor 0: ..." for each.
   *
   * @throws IllegalArgumentException if it describes none
   */
  public static int countProcessors(String cpuinfo) {
    long count =
        cpuinfo.lines().filter(line -> line.matches("processor(\\s*:.*|\\s+\\d+:.*)")).count();
    if (count == 0) {
      throw new IllegalArgumentException("it describes no processor");
    }
    return Math.toIntExact(count);
  }

  /**
   * The model name of the first CPU: "model name" on x86 and some arm, other keys elsewhere. Most
   * arm CPUs have only numbers.
   */
  static Optional<String> parseModel(String cpuinfo) {
    return MODEL_KEYS.stream()
        .flatMap(
            key ->
                cpuinfo
                    .lines()
                    .map(line -> line.split(":", 2))
                    .filter(field -> field.length == 2 && field[0].strip().equals(key))
                    .map(field -> field[1].strip()))
        .filter(model -> !model.isEmpty() && !Columns.isNumber(model, 9))
        .findFirst();
  }

  /** The flags of the first CPU that has any; ppc64le has no flags. */
  static Optional<List<String>> parseFlags(String cpuinfo) {
    return cpuinfo
        .lines()
        .filter(line -> line.indexOf(':') > 0)
        .map(line -> line.split(":", 2))
        .filter(field -> FLAG_KEYS.contains(field[0].strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .map(field -> Arrays.stream(Columns.of(field[1])).distinct().toList());
  }
}
