package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.util.List;
import java.util.OptionalLong;

/**
 * Space on a filesystem for processes of users other than root: bytes, and inodes, which some
 * filesystems (btrfs) do not limit. Source: statfs(2) through stat(1) -f.
 */
public record FilesystemSpace(
    long totalBytes, long freeBytes, OptionalLong totalInodes, OptionalLong freeInodes) {

  /** Block size, free blocks for users other than root, and inodes. */
  private static final String FORMAT = "%S %b %a %c %d";

  /** The command, for recordings. */
  public static List<String> command(String path) {
    return List.of("stat", "-f", "-c", FORMAT, path);
  }

  /** Queries the filesystem of an existing path. */
  public static Reading<FilesystemSpace> read(Host host, String path) {
    return host.output(command(path))
        .parse(FilesystemSpace::parse)
        .or(() -> new Unreadable<>(String.join(" ", command(path)), "there is no command 'stat'"));
  }

  /**
   * Parses the five numbers.
   *
   * @throws IllegalArgumentException if the text is not five consistent numbers
   */
  public static FilesystemSpace parse(String text) {
    String[] words = Columns.of(text);
    if (words.length != 5) {
      throw new IllegalArgumentException("five numbers were expected");
    }
    long[] numbers = new long[5];
    for (int i = 0; i < 5; i++) {
      if (!Columns.isNumber(words[i], 19)) {
        throw new IllegalArgumentException("'" + words[i] + "' is no number");
      }
      numbers[i] = Long.parseLong(words[i]);
    }
    try {
      boolean hasInodes = numbers[3] > 0;
      return new FilesystemSpace(
          Math.multiplyExact(numbers[0], numbers[1]),
          Math.multiplyExact(numbers[0], numbers[2]),
          hasInodes ? OptionalLong.of(numbers[3]) : OptionalLong.empty(),
          hasInodes ? OptionalLong.of(numbers[4]) : OptionalLong.empty());
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException("the filesystem would be larger than 8 EiB", tooLarge);
    }
  }

  /** The free space in percent, rounded down; empty if the filesystem has size 0. */
  public OptionalLong freePercent() {
    return percent(freeBytes, totalBytes);
  }

  /** The free inodes in percent, rounded down; empty if inodes are not limited. */
  public OptionalLong freeInodesPercent() {
    return freeInodes.isPresent()
        ? percent(freeInodes.getAsLong(), totalInodes.orElse(0))
        : OptionalLong.empty();
  }

  private static OptionalLong percent(long part, long whole) {
    return whole == 0
        ? OptionalLong.empty()
        : OptionalLong.of((long) Math.floor(100.0 * part / whole));
  }
}
