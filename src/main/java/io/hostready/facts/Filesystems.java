package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * Filesystem types that the running kernel currently supports, in file order. A type is not listed
 * if its module is not loaded. Source: proc_filesystems(5).
 */
public record Filesystems(Reading<List<Filesystem>> listing) {

  private static final String PATH = "/proc/filesystems";

  /** One type, whether it is mounted from a block device, and its line from 1. */
  public record Filesystem(String name, boolean needsDevice, int line) {}

  public static Filesystems read(Host host) {
    return host.fact(
        Filesystems.class,
        h ->
            new Filesystems(
                h.text(PATH)
                    .parse(text -> Reading.requireNonEmpty(parse(text)))
                    .absentIsUnreadable()));
  }

  /**
   * Parses lines of an optional "nodev", a tab, and a name.
   *
   * @throws IllegalArgumentException naming the malformed line
   */
  public static List<Filesystem> parse(String text) {
    List<Filesystem> filesystems = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] words = Columns.of(line);
      boolean needsDevice = words.length == 1;
      boolean isOfForm = needsDevice || words.length == 2 && words[0].equals("nodev");
      if (!isOfForm || !Columns.isPlain(words[words.length - 1])) {
        throw new IllegalArgumentException("line " + number + " is '" + line.strip() + "'");
      }
      filesystems.add(new Filesystem(words[words.length - 1], needsDevice, number));
    }
    return List.copyOf(filesystems);
  }
}
