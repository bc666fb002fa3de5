package io.hostready.docker;

import io.hostready.text.Columns;
import io.hostready.text.VersionNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One option of dockerd: its name in daemon.json and its flag, each empty if it has none, its type,
 * the first Docker version that has it and the first that does not. Source: {@code
 * daemon-options.txt}.
 *
 * @param shorthand the flag's one letter, or empty
 * @param expected the valid values, if the type does not define them; otherwise empty
 */
public record DaemonOption(
    String key,
    String flag,
    String shorthand,
    String type,
    Optional<VersionNumber> since,
    Optional<VersionNumber> before,
    String expected) {

  /** Every option, by each of its names. */
  private static final class Table {

    private static final List<DaemonOption> ROWS = read();
    private static final List<DaemonOption> ALL = rows(false);
    private static final List<DaemonOption> MEMBERS = rows(true);
    private static final Map<String, List<DaemonOption>> BY_NAME = new HashMap<>();

    static {
      for (DaemonOption option : ALL) {
        for (String name : new java.util.LinkedHashSet<>(List.of(option.key(), option.flag()))) {
          BY_NAME.computeIfAbsent(name, _ -> new ArrayList<>()).add(option);
        }
      }
    }

    private static List<DaemonOption> rows(boolean areMembers) {
      return ROWS.stream().filter(row -> row.key().contains(".") == areMembers).toList();
    }

    private static List<DaemonOption> read() {
      try (InputStream in = DaemonOption.class.getResourceAsStream("daemon-options.txt")) {
        if (in == null) {
          throw new IllegalStateException("daemon-options.txt is not in the program");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .map(DaemonOption::parse)
            .toList();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** Every option in the table, in its order. */
  public static List<DaemonOption> all() {
    return Table.ALL;
  }

  /** The members of objects: their keys are paths with dots, in which * is any member or item. */
  public static List<DaemonOption> members() {
    return Table.MEMBERS;
  }

  /**
   * The option of a name in daemon.json, for a Docker version. The name of a flag is found, too.
   */
  public static Optional<DaemonOption> ofKey(String name, VersionNumber docker) {
    List<DaemonOption> named = named(name).filter(option -> option.isIn(docker)).toList();
    return named.stream()
        .filter(option -> option.key().equals(name))
        .findFirst()
        .or(() -> named.stream().findFirst());
  }

  /** Its entry for a Docker version that has the same flag; otherwise this one. */
  public DaemonOption in(VersionNumber docker) {
    return named(flag)
        .filter(option -> option.flag().equals(flag) && option.isIn(docker))
        .findFirst()
        .orElse(this);
  }

  /** The option of a flag without its hyphens, for any Docker version. */
  public static Optional<DaemonOption> ofFlag(String name) {
    return named(name).filter(option -> option.flag().equals(name)).findFirst();
  }

  /** The option of a one-letter flag, for any Docker version. */
  static Optional<DaemonOption> ofShorthand(String letter) {
    return Table.ALL.stream().filter(option -> option.shorthand().equals(letter)).findFirst();
  }

  /** Whether a name in daemon.json is an object with its own names, not a group of options. */
  public static boolean isObject(String name) {
    return named(name)
        .anyMatch(option -> option.key().equals(name) && option.type().endsWith("map"));
  }

  private static java.util.stream.Stream<DaemonOption> named(String name) {
    return name.isEmpty()
        ? java.util.stream.Stream.empty()
        : Table.BY_NAME.getOrDefault(name, List.of()).stream();
  }

  /** Whether a Docker version has a flag of this name. */
  public static boolean hasFlag(String name, VersionNumber docker) {
    return named(name).anyMatch(option -> option.flag().equals(name) && option.isIn(docker));
  }

  /**
   * Whether a Docker version has it. A version of one number, such as 29, is the last release of
   * that number.
   */
  public boolean isIn(VersionNumber docker) {
    VersionNumber last =
        docker.numbers().size() == 1
            ? VersionNumber.parse(docker.numbers().getFirst() + ".99")
            : docker;
    return since.filter(first -> last.compareTo(first) < 0).isEmpty()
        && before.filter(first -> last.compareTo(first) >= 0).isEmpty();
  }

  /** Whether its flag is used without a value. */
  public boolean isSwitch() {
    return type.equals("boolean");
  }

  private static DaemonOption parse(String line) {
    String[] fields = Columns.of(line, 5);
    String[] flag = (fields[1] + ",").split(",", -1);
    String[] versions = (fields.length > 3 ? fields[3] : "..").split("\\.\\.", -1);
    return new DaemonOption(
        fields[0].equals("-") ? "" : fields[0],
        flag[0].equals("-") ? "" : flag[0],
        flag[1],
        fields[2],
        version(versions[0]),
        version(versions[1]),
        fields.length > 4 ? fields[4] : "");
  }

  private static Optional<VersionNumber> version(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(VersionNumber.parse(text));
  }
}
