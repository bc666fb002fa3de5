package io.hostready.facts;

import io.hostready.facts.Fstab.Entry;
import io.hostready.facts.UnitFile.Setting;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Mount units of systemd, without their drop-ins. Those of generators are part of them, also the
 * ones from /etc/fstab. Absent without a directory of units. Source: systemd.mount(5),
 * systemd.generator(7).
 */
public record MountUnits(List<MountUnit> units) {

  private static final List<String> DIRECTORIES =
      List.of("/etc/systemd/system", "/run/systemd/system", "/run/systemd/generator");

  /** Services that end before local filesystems are mounted; others wait for these filesystems. */
  private static final String EARLY = "^(?:systemd-|zfs-|lvm2?-|blk-|multipathd|iscsi|mdadm).*";

  /**
   * One unit.
   *
   * @param entry what it mounts; the options are those of Options=
   * @param isEnabled whether a target or another unit starts it, by a link in .wants or .requires
   * @param isOrdered whether it is mounted before services of Docker, by Before= or an automount
   * @param isLate whether local-fs.target does not wait for it, or cannot, because the unit waits
   *     for a service
   */
  public record MountUnit(
      String path, Entry entry, boolean isEnabled, boolean isOrdered, boolean isLate) {}

  public MountUnits {
    units = List.copyOf(units);
  }

  /** Reads the units; Unreadable if a directory or unit cannot be read. */
  public static Reading<MountUnits> read(Host host) {
    List<String> paths = new ArrayList<>();
    Set<String> enabled = new HashSet<>();
    for (String directory : DIRECTORIES) {
      switch (host.list(directory)) {
        case Present(var names, _) -> {
          for (String name : names) {
            if (name.endsWith(".mount")) {
              paths.add(directory + "/" + name);
            } else if (name.endsWith(".wants") || name.endsWith(".requires")) {
              host.list(directory + "/" + name).toOptional().ifPresent(enabled::addAll);
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Unreadable<>(where, why);
        }
      }
    }
    List<MountUnit> units = new ArrayList<>();
    for (String path : paths) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      String automount = name.replaceFirst("\\.mount$", ".automount");
      boolean isAutomount = enabled.contains(automount);
      boolean isEnabled = isAutomount || enabled.contains(name);
      switch (host.text(path)) {
        case Present(var text, _) -> unit(path, text, isEnabled, isAutomount, units);
        case Absent(_) -> {} // a link to nothing masks it
        case Unreadable(var where, var why) -> {
          if (isEnabled) {
            return new Unreadable<>(where, why);
          }
        }
      }
    }
    return paths.isEmpty()
        ? new Absent<>("mount units")
        : new Present<>(new MountUnits(units), String.join(", ", DIRECTORIES));
  }

  private static void unit(
      String path, String text, boolean isEnabled, boolean isAutomount, List<MountUnit> units) {
    UnitFile unit = new UnitFile(UnitFile.parse(path, text));
    List<Setting> where = unit.valuesOf("Mount", "Where");
    if (where.isEmpty() || !where.getLast().value().startsWith("/")) {
      return;
    }
    List<String> before = words(unit, "Unit", "Before");
    boolean isOrdered =
        isAutomount
            || before.stream()
                .anyMatch(
                    each -> each.equals("docker.service") || each.equals("containerd.service"));
    boolean hasDefaults = !words(unit, "Unit", "DefaultDependencies").contains("no");
    boolean waitsForService =
        words(unit, "Unit", "After").stream()
            .anyMatch(each -> each.endsWith(".service") && !each.matches(EARLY));
    boolean isLate = waitsForService || !hasDefaults && !before.contains("local-fs.target");
    String point = where.getLast().value().replaceFirst("(.)/+$", "$1");
    List<String> options =
        words(unit, "Mount", "Options").stream()
            .flatMap(each -> Arrays.stream(each.split(",")))
            .toList();
    units.add(
        new MountUnit(
            path,
            new Entry(
                last(unit, "What"), point, last(unit, "Type"), options, where.getLast().line()),
            isEnabled,
            isOrdered,
            isLate));
  }

  private static String last(UnitFile unit, String key) {
    List<Setting> values = unit.valuesOf("Mount", key);
    return values.isEmpty() ? "" : values.getLast().value();
  }

  private static List<String> words(UnitFile unit, String section, String key) {
    return Arrays.stream(
            unit.valuesOf(section, key).stream()
                .map(Setting::value)
                .collect(Collectors.joining(" "))
                .split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
