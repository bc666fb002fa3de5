package io.hostready.docker;

import io.hostready.facts.UnitFile;
import io.hostready.facts.UnitFile.Setting;
import io.hostready.text.Columns;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A setting of a systemd unit that breaks or limits Docker. Source: {@code unit-restrictions.txt},
 * which has the source of each.
 *
 * @param unit the unit's name
 * @param reason what the setting leads to, as a clause
 */
public record UnitRestriction(
    String unit, String key, UnitCondition condition, Effect effect, String reason) {

  /** What a setting does to Docker. */
  public enum Effect {
    /** Docker or its containers do not start. */
    BLOCKS,
    /** The daemon or containers have fewer resources or privileges. */
    LIMITS,
    /** The daemon or containers stop, or do not start again. */
    STOPS
  }

  /** A restriction that is in force; the setting is empty if it is missing from the unit. */
  public record Match(UnitRestriction restriction, Optional<Setting> setting) {

    /** "PrivateTmp=yes (containerd does not see the mounts of dockerd)". */
    public String description() {
      return restriction.key()
          + setting.map(each -> "=" + each.value()).orElse("= is not set")
          + " ("
          + restriction.reason()
          + ")";
    }
  }

  private static final class Table {
    private static final List<UnitRestriction> ALL = read();

    private static List<UnitRestriction> read() {
      try (InputStream in = UnitRestriction.class.getResourceAsStream("unit-restrictions.txt")) {
        if (in == null) {
          throw new IllegalStateException("unit-restrictions.txt is not in the program");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .flatMap(line -> parse(line).stream())
            .toList();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    private static List<UnitRestriction> parse(String line) {
      String[] columns = Columns.of(line, 5);
      List<String> units =
          columns[0].equals("both")
              ? List.of("docker.service", "containerd.service")
              : List.of(columns[0]);
      return units.stream()
          .map(
              unit ->
                  new UnitRestriction(
                      unit,
                      columns[1],
                      UnitCondition.parse(columns[2]),
                      Effect.valueOf(columns[3].toUpperCase(Locale.ROOT)),
                      columns[4].strip()))
          .toList();
    }
  }

  /** All restrictions, in the order of the table. */
  public static List<UnitRestriction> all() {
    return Table.ALL;
  }

  /** Units that the table has restrictions of. */
  public static List<String> units() {
    return all().stream().map(UnitRestriction::unit).distinct().toList();
  }

  /** The restrictions that are in force in a unit. */
  public static List<Match> in(String name, UnitFile unit) {
    return all().stream()
        .filter(each -> each.unit().equals(name))
        .flatMap(each -> each.match(unit).stream())
        .toList();
  }

  private Optional<Match> match(UnitFile unit) {
    List<Setting> values = unit.valuesOf(section(), key);
    String value =
        condition.isOfList()
            ? values.stream().map(Setting::value).collect(Collectors.joining(" "))
            : values.isEmpty() ? "" : values.getLast().value();
    return condition.holds(value)
        ? Optional.of(
            new Match(this, values.isEmpty() ? Optional.empty() : Optional.of(values.getLast())))
        : Optional.empty();
  }

  private String section() {
    return unit.endsWith(".slice") ? "Slice" : "Service";
  }

  static List<String> words(String list) {
    return Arrays.stream(list.split("[\\s,]+")).filter(each -> !each.isEmpty()).toList();
  }
}
