package io.hostready.facts;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Options of one kernel configuration: lines {@code CONFIG_X=value}, or {@code # CONFIG_X is not
 * set}. Of ten thousand lines a few are asked for, so that where each begins is all that is kept: a
 * third of the time of searching the text for each name, and no object a line. Source:
 * Documentation/kbuild/kconfig.rst.
 */
public final class KernelOptions {

  /** What a configuration says of a switch that is off, by a comment or by silence. */
  public static final String OFF = "n";

  /** Since 2.6.38 "# Linux/x86 6.12.43 Kernel Configuration". */
  private static final Pattern HEADER =
      Pattern.compile("^# Linux/(\\S+) (\\S+)(?: \\S+)? Kernel Configuration", Pattern.MULTILINE);

  private static final int HEADER_LENGTH = 400;

  private static final String PREFIX = "CONFIG_";

  /** Kernels have some 20,000; more would crowd the table. */
  private static final int MOST = 40_000;

  private static final int MOST_SLOTS = 1 << 16;

  /** Fewer bytes than any line that sets an option has: "CONFIG_X=y". */
  private static final int SHORTEST_LINE = 8;

  /** Steps to slots that are free, all together: names that share a hash are made so on purpose. */
  private static final int MOST_STEPS = 1_000_000;

  private final byte[] text;

  /** Where a name begins, by the name's hash and the slots after it; 0 for an empty slot. */
  private final int[] starts;

  /** The line of each start; empty where line numbers mean nothing to a reader. */
  private final int[] lines;

  private int count;
  private int steps;

  private KernelOptions(byte[] text, boolean hasLines) {
    this.text = text;
    // More slots than there can be lines, up to what the largest configuration needs.
    int slots = 2 * Integer.highestOneBit(text.length / SHORTEST_LINE + 1);
    this.starts = new int[Math.min(slots, MOST_SLOTS)];
    this.lines = new int[hasLines ? starts.length : 0];
  }

  /** One option's value (y, m, n, or a number or quoted string as it stands), and its line. */
  public record Option(String value, OptionalInt line) {}

  /**
   * Takes a configuration's text, without copying it.
   *
   * @param hasLines whether line numbers mean something to who reads the file (not in a .gz)
   * @throws IllegalArgumentException when no option is in it, for then silence says nothing of a
   *     name; or more than any kernel has
   */
  public static KernelOptions of(byte[] text, boolean hasLines) {
    KernelOptions options = new KernelOptions(text, hasLines);
    options.index();
    if (options.count == 0) {
      throw new IllegalArgumentException("it has no line that sets a CONFIG_ option");
    }
    return options;
  }

  private void index() {
    int line = 0;
    for (int at = 0; at < text.length; at = endOfLine(at) + 1) {
      line++;
      if (text[at] == 'C') {
        index(at, line);
      }
    }
  }

  /**
   * A line that begins as options do. A method of its own, as {@link #endOfLine} is: what is called
   * often is compiled soon.
   */
  private void index(int at, int line) {
    if (!isOption(at)) {
      return;
    }
    int start = at + PREFIX.length();
    int hash = 0;
    int end = start;
    while (end < text.length && text[end] != '=' && text[end] != '\n') {
      hash = 31 * hash + text[end];
      end++;
    }
    if (end < text.length && text[end] == '=' && end > start) {
      put(start, end, hash, line);
    }
  }

  private int endOfLine(int from) {
    int end = from;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private boolean isOption(int at) {
    if (at + PREFIX.length() >= text.length) {
      return false;
    }
    for (int i = 1; i < PREFIX.length(); i++) {
      if (text[at + i] != PREFIX.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void put(int start, int end, int hash, int line) {
    int slot = slot(hash);
    while (starts[slot] != 0 && !isSame(starts[slot], start, end)) {
      slot = after(slot);
      if (++steps > MOST_STEPS) {
        throw new IllegalArgumentException("the names of its options were chosen to crowd a table");
      }
    }
    if (starts[slot] == 0 && ++count > MOST) {
      throw new IllegalArgumentException("it sets more than " + MOST + " options");
    }
    starts[slot] = start; // Kconfig lets the last of several lines win
    if (lines.length > 0) {
      lines[slot] = line;
    }
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 16) & starts.length - 1;
  }

  private int after(int slot) {
    return slot + 1 & starts.length - 1;
  }

  private boolean isSame(int known, int start, int end) {
    for (int i = start; i <= end; i++) {
      if (text[known + i - start] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** The option of a name, written without CONFIG_. */
  public Option find(String name) {
    byte[] asked = (name + "=").getBytes(StandardCharsets.ISO_8859_1);
    int hash = 0;
    for (int i = 0; i < asked.length - 1; i++) {
      hash = 31 * hash + asked[i];
    }
    for (int slot = slot(hash); starts[slot] != 0; slot = after(slot)) {
      if (isAt(starts[slot], asked)) {
        return new Option(
            rest(starts[slot] + asked.length),
            lines.length > 0 ? OptionalInt.of(lines[slot]) : OptionalInt.empty());
      }
    }
    return new Option(OFF, OptionalInt.empty());
  }

  private boolean isAt(int start, byte[] asked) {
    for (int i = 0; i < asked.length; i++) {
      if (start + i >= text.length || text[start + i] != asked[i]) {
        return false;
      }
    }
    return true;
  }

  private String rest(int from) {
    return new String(text, from, endOfLine(from) - from, StandardCharsets.UTF_8).strip();
  }

  public String value(String name) {
    return find(name).value();
  }

  public boolean isOn(String name) {
    return value(name).equals("y");
  }

  /** The kernel's version in the heading, if there is one. */
  public Optional<VersionNumber> kernelVersion() {
    int length = Math.min(text.length, HEADER_LENGTH);
    Matcher header = HEADER.matcher(new String(text, 0, length, StandardCharsets.ISO_8859_1));
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
