package io.hostready.facts;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options of one kernel configuration: its text, searched for each name asked and never indexed
 * whole. Source: Documentation/kbuild/kconfig.rst.
 *
 * @param text lines {@code CONFIG_X=value} or {@code # CONFIG_X is not set}
 * @param hasLines whether line numbers mean something to who reads the file (not in a .gz)
 */
public record KernelOptions(String text, boolean hasLines) {

  /** What a configuration says of a switch that is off, by a comment or by silence. */
  public static final String OFF = "n";

  private static final int HEADER_LENGTH = 400;

  /** Since 2.6.38 "# Linux/x86 6.12.43 Kernel Configuration". */
  private static final Pattern HEADER =
      Pattern.compile("^# Linux/(\\S+) (\\S+)(?: \\S+)? Kernel Configuration", Pattern.MULTILINE);

  /**
   * Takes a configuration's text.
   *
   * @throws IllegalArgumentException when no option is in it: then silence says nothing of a name
   */
  public KernelOptions {
    if (!text.startsWith("CONFIG_") && !text.contains("\nCONFIG_")) {
      throw new IllegalArgumentException("it has no line that sets a CONFIG_ option");
    }
  }

  /** One option's value (y, m, n, or a number or quoted string as it stands), and its line. */
  public record Option(String value, OptionalInt line) {}

  /** The option of a name, written without CONFIG_. */
  public Option find(String name) {
    String key = "CONFIG_" + name + "=";
    // Kconfig lets the last of several lines win, as in fragments that were put together.
    int found = text.lastIndexOf("\n" + key);
    int at = found < 0 && text.startsWith(key) ? 0 : found + 1;
    if (found < 0 && at != 0 || !text.startsWith(key, at)) {
      return new Option(OFF, OptionalInt.empty());
    }
    int end = text.indexOf('\n', at);
    String value = text.substring(at + key.length(), end < 0 ? text.length() : end).strip();
    return new Option(value, hasLines ? OptionalInt.of(line(at)) : OptionalInt.empty());
  }

  public String value(String name) {
    return find(name).value();
  }

  public boolean isOn(String name) {
    return value(name).equals("y");
  }

  /** The kernel's version in the heading, if there is one. */
  public Optional<VersionNumber> kernelVersion() {
    Matcher header = header();
    if (!header.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(VersionNumber.parse(header.group(2)));
    } catch (IllegalArgumentException notAVersion) {
      return Optional.empty();
    }
  }

  private Matcher header() {
    return HEADER.matcher(text.substring(0, Math.min(text.length(), HEADER_LENGTH)));
  }

  private int line(int offset) {
    int line = 1;
    for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++;
    }
    return line;
  }
}
