package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Mounts in the mount namespace of a process on the host, in file order. Source:
 * proc_pid_mountinfo(5); if it is missing, /proc/mounts, which has no mount IDs.
 */
public record Mounts(Reading<List<Mount>> table) {

  private static final String INFO = "/proc/self/mountinfo";
  private static final String PLAIN = "/proc/mounts";

  /** The ID of a mount whose ID is unknown. */
  private static final int UNKNOWN = -1;

  /**
   * One mount. Options are those of the mount and then those of its filesystem, without duplicates;
   * line from 1.
   */
  public record Mount(
      int id,
      int parent,
      String point,
      String filesystem,
      String source,
      List<String> options,
      int line) {

    public Mount {
      options = List.copyOf(options);
    }

    private boolean covers(String path) {
      return point.equals("/")
          || path.equals(point)
          || path.startsWith(point) && path.charAt(point.length()) == '/';
    }
  }

  public static Mounts read(Host host) {
    return host.fact(Mounts.class, h -> new Mounts(look(h)));
  }

  private static Reading<List<Mount>> look(Host host) {
    Reading<List<Mount>> info = host.text(INFO).parse(text -> Reading.requireNonEmpty(parse(text)));
    if (!(info instanceof Absent)) {
      return info;
    }
    return host.text(PLAIN).parse(text -> Reading.requireNonEmpty(parsePlain(text)))
            instanceof Present<List<Mount>> plain
        ? plain
        : new Unreadable<>(INFO, "neither it nor " + PLAIN + " is there");
  }

  /**
   * Parses /proc/self/mountinfo.
   *
   * @throws IllegalArgumentException naming the line that has too few fields
   */
  public static List<Mount> parse(String mountinfo) {
    List<Mount> mounts = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(mountinfo)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] fields = line.strip().split(" ");
      int dash = Arrays.asList(fields).indexOf("-"); // ends the optional fields
      if (dash < 6 || fields.length < dash + 3) {
        throw new IllegalArgumentException("line " + number + " has too few fields");
      }
      // A filesystem can have an empty source; then the line has two consecutive spaces.
      String source = fields[dash + 2];
      String superOptions = fields.length > dash + 3 ? fields[fields.length - 1] : "";
      mounts.add(
          new Mount(
              id(fields[0], number),
              id(fields[1], number),
              unescape(fields[4]),
              unescape(fields[dash + 1]),
              unescape(source),
              options(fields[5], superOptions),
              number));
    }
    return List.copyOf(mounts);
  }

  /**
   * Parses /proc/mounts.
   *
   * @throws IllegalArgumentException naming the line that has too few fields
   */
  public static List<Mount> parsePlain(String procMounts) {
    List<Mount> mounts = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(procMounts)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] fields = line.strip().split(" ");
      if (fields.length < 4) {
        throw new IllegalArgumentException("line " + number + " has too few fields");
      }
      mounts.add(
          new Mount(
              UNKNOWN,
              UNKNOWN,
              unescape(fields[1]),
              unescape(fields[2]),
              unescape(fields[0]),
              options(fields[3], ""),
              number));
    }
    return List.copyOf(mounts);
  }

  private static int id(String field, int line) {
    try {
      return Integer.parseInt(field);
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("line " + line + " has no mount id", notANumber);
    }
  }

  private static List<String> options(String mount, String filesystem) {
    LinkedHashSet<String> options = new LinkedHashSet<>();
    for (String option : (mount + "," + filesystem).split(",")) {
      if (!option.isEmpty()) {
        options.add(unescape(option));
      }
    }
    if (options.contains("ro")) {
      options.remove("rw"); // read-only if either the mount or its filesystem is
    }
    return List.copyOf(options);
  }

  /** Decodes \040 and similar escapes, here and in fstab(5). */
  static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder plain = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && isOctal(field, i)) {
        plain.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        plain.append(field.charAt(i));
      }
    }
    return plain.toString();
  }

  private static boolean isOctal(String field, int backslash) {
    if (backslash + 3 >= field.length()) {
      return false;
    }
    for (int i = backslash + 1; i <= backslash + 3; i++) {
      if (field.charAt(i) < '0' || field.charAt(i) > '7') {
        return false;
      }
    }
    return true;
  }

  /** The visible mount at exactly this path; a later mount at the same point hides earlier ones. */
  public static Optional<Mount> at(List<Mount> mounts, String path) {
    return under(mounts, path).filter(mount -> mount.point().equals(path));
  }

  /**
   * The mount that contains a path without links: found from the root down through each mount that
   * contains the path, so that mounts hidden by a later one are skipped. Without IDs, the longest
   * mount point, and of equal ones the last.
   */
  public static Optional<Mount> under(List<Mount> mounts, String path) {
    List<Mount> onTheWay = new ArrayList<>();
    for (Mount mount : mounts) {
      if (mount.covers(path)) {
        onTheWay.add(mount);
      }
    }
    Optional<Mount> root = root(onTheWay);
    return root.isPresent() ? Optional.of(descend(onTheWay, root.get())) : longest(onTheWay);
  }

  /** The first mount at the root that is not a child of another mount. */
  private static Optional<Mount> root(List<Mount> onTheWay) {
    Map<Integer, Long> byId =
        onTheWay.stream().collect(Collectors.groupingBy(Mount::id, Collectors.counting()));
    return onTheWay.stream()
        .filter(mount -> mount.point().equals("/") && mount.id() != UNKNOWN)
        .filter(
            mount ->
                byId.getOrDefault(mount.parent(), 0L) == (mount.id() == mount.parent() ? 1 : 0))
        .findFirst();
  }

  private static Mount descend(List<Mount> onTheWay, Mount root) {
    Map<Integer, Mount> childOf = new HashMap<>();
    for (Mount mount : onTheWay) {
      if (mount != root && mount.id() != mount.parent()) {
        childOf.merge(
            mount.parent(),
            mount,
            (best, m) -> m.point().length() <= best.point().length() ? m : best);
      }
    }
    Mount at = root;
    // Each step goes to a child; a valid table has no cycle, but a hostile one may.
    for (int steps = 0; steps < onTheWay.size(); steps++) {
      Mount next = childOf.get(at.id());
      if (next == null) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static Optional<Mount> longest(List<Mount> onTheWay) {
    return onTheWay.stream()
        .reduce((best, m) -> m.point().length() >= best.point().length() ? m : best);
  }
}
