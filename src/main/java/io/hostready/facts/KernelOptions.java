package io.hostready.facts;

import io.hostready.text.VersionNumber;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options of one kernel config: lines {@code CONFIG_X=value}, or {@code # CONFIG_X is not set}.
 * Only a few of ten thousand lines are needed, so only the names and the position of each value are
 * kept. Source: Documentation/kbuild/kconfig.rst.
 */
public final class KernelOptions {

  /** The value of an option that is not set, by a comment or by omission. */
  public static final String OFF = "n";

  /** Since 2.6.38 "# Linux/x86 6.12.43 Kernel Configuration". */
  private static final Pattern HEADER =
      Pattern.compile("^# Linux/(\\S+) (\\S+)(?: \\S+)? Kernel Configuration", Pattern.MULTILINE);

  private static final int HEADER_LENGTH = 400;

  private static final String PREFIX = "CONFIG_";

  /** Kernels have about 20,000. */
  private static final int MOST = 40_000;

  /** The config, one character for each of its bytes. */
  private final String text;

  private final boolean hasLines;

  /** The position of each option's value, by name. */
  private final Map<String, Integer> values = new HashMap<>();

  private KernelOptions(String text, boolean hasLines) {
    this.text = text;
    this.hasLines = hasLines;
  }

  /** One option's value (y, m, n, or a number or quoted string as written), and its line. */
  public record Option(String value, OptionalInt line) {}

  /**
   * Parses a config.
   *
   * @param hasLines whether line numbers are useful for the reader of the file (not in a .gz)
   * @throws IllegalArgumentException if it has no option, since then a missing name means nothing;
   *     or if it has more than any kernel
   */
  public static KernelOptions of(byte[] text, boolean hasLines) {
    KernelOptions options =
        new KernelOptions(new String(text, StandardCharsets.ISO_8859_1), hasLines);
    options.index();
    if (options.values.isEmpty()) {
      throw new IllegalArgumentException("it has no line that sets a CONFIG_ option");
    }
    return options;
  }

  private void index() {
    for (int at = 0; at < text.length(); at = endOfLine(at) + 1) {
      if (text.startsWith(PREFIX, at)) {
        int name = at + PREFIX.length();
        int equals = text.indexOf('=', name, endOfLine(name));
        if (equals > name) {
          values.put(text.substring(name, equals), equals + 1); // in Kconfig, the last value wins
        }
        if (values.size() > MOST) {
          throw new IllegalArgumentException("it sets more than " + MOST + " options");
        }
      }
    }
  }

  private int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** The option of a name without CONFIG_. */
  public Option find(String name) {
    Integer start = values.get(name);
    if (start == null) {
      return new Option(OFF, OptionalInt.empty());
    }
    byte[] value = text.substring(start, endOfLine(start)).getBytes(StandardCharsets.ISO_8859_1);
    return new Option(
        new String(value, StandardCharsets.UTF_8).strip(),
        hasLines ? OptionalInt.of(lineOf(start)) : OptionalInt.empty());
  }

  private int lineOf(int place) {
    return 1 + (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
  }

  public String value(String name) {
    return find(name).value();
  }

  public boolean isOn(String name) {
    return value(name).equals("y");
  }

  /** The kernel's version in the heading, if there is one. */
  public Optional<VersionNumber> kernelVersion() {
    Matcher header = HEADER.matcher(text.substring(0, Math.min(text.length(), HEADER_LENGTH)));
    if (!header.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(VersionNumber.parse(header.group(2)));
    } catch (IllegalArgumentException notAVersion) {
      return Optional.empty();
    }
  }
}
