package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The mounts of /etc/fstab, in file order; swap and entries without a path are left out. fstab(5).
 */
public record Fstab(List<Entry> entries) {

  public static final String PATH = "/etc/fstab";

  /** One line: its mount point without a slash at the end, and its line, from 1. */
  public record Entry(
      String source, String point, String filesystem, List<String> options, int line) {

    public Entry {
      options = List.copyOf(options);
    }

    /** Whether an option is set, also one with a value, such as x-systemd.before=. */
    public boolean has(String option) {
      return options.stream()
          .anyMatch(each -> each.equals(option) || each.startsWith(option + "="));
    }

    /** Whether a path is its mount point or below it. */
    public boolean covers(String path) {
      return (path + "/").startsWith(point + "/");
    }
  }

  public Fstab {
    entries = List.copyOf(entries);
  }

  public static Reading<Fstab> read(Host host) {
    return host.text(PATH).map(Fstab::parse);
  }

  /** Parses fstab(5). Malformed lines are skipped, as getmntent(3) does. */
  public static Fstab parse(String text) {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      String[] fields = Columns.of(line);
      boolean isEntry = fields.length >= 3 && !fields[0].startsWith("#");
      if (isEntry && fields[1].startsWith("/") && !fields[2].equals("swap")) {
        String point = Mounts.unescape(fields[1]);
        entries.add(
            new Entry(
                Mounts.unescape(fields[0]),
                point.length() > 1 ? point.replaceFirst("/+$", "") : point,
                fields[2],
                Arrays.asList(fields.length > 3 ? fields[3].split(",") : new String[] {"defaults"}),
                number));
      }
    }
    return new Fstab(entries);
  }

  /** The entry whose filesystem contains a path, other than the root filesystem. */
  public Optional<Entry> containing(String path) {
    return entries.stream()
        .filter(entry -> !entry.point().equals("/") && entry.covers(path))
        .max(Comparator.comparingInt(entry -> entry.point().length()));
  }
}
