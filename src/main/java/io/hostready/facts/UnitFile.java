package io.hostready.facts;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The settings of a systemd unit: of the unit file and then its drop-ins, in the order in which
 * systemd applies them. Absent if systemd has no such unit, or it is masked. Source:
 * systemd.unit(5), systemd.syntax(7).
 */
public record UnitFile(List<Setting> settings) {

  /** The directories of units, in order of precedence. */
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/systemd/system",
          "/run/systemd/system",
          "/usr/local/lib/systemd/system",
          "/usr/lib/systemd/system",
          "/lib/systemd/system");

  /** Where 'systemctl set-property' writes drop-ins, for good and until the next boot. */
  private static final List<String> CONTROL =
      List.of("/etc/systemd/system.control", "/run/systemd/system.control");

  /** For all files of a unit together, in characters: the longest argument of execve(2). */
  static final int MAX_TEXT = 128 << 10;

  /** For all files of a unit together; large units have a hundred. */
  static final int MAX_SETTINGS = 1_000;

  /** One setting: its section without brackets, and its position; line from 1. */
  public record Setting(String section, String key, String value, String path, int line) {}

  public UnitFile {
    settings = List.copyOf(settings);
  }

  /** A host's units that were read, by name: a dozen rules use docker.service. */
  private record Units(Map<String, Reading<UnitFile>> byName) {}

  /**
   * Reads a unit by its full name, such as docker.service. An instance, such as user@1000.service,
   * also has the settings of its template.
   */
  public static Reading<UnitFile> read(Host host, String name) {
    Map<String, Reading<UnitFile>> known =
        host.fact(Units.class, _ -> new Units(new ConcurrentHashMap<>())).byName();
    Reading<UnitFile> unit = known.get(name);
    if (unit == null) {
      unit = look(host, name); // not inside a map operation: reading can block forever
      known.put(name, unit);
    }
    return unit;
  }

  /**
   * The files of a unit, in order of precedence: systemd uses the first one. A link to /dev/null is
   * one of them, and masks the unit if it is the first.
   */
  public static List<String> paths(Host host, String name) {
    return inDirectories(names(name), "").stream()
        .filter(path -> host.statusOfLink(path) instanceof Present)
        .toList();
  }

  /** The path of the file that masks a unit: a link to /dev/null, or an empty file. */
  public static Optional<String> mask(Host host, String name) {
    return paths(host, name).stream().findFirst().filter(path -> isMask(host, path));
  }

  private static boolean isMask(Host host, String path) {
    return host.statusOfLink(path) instanceof Present(var there, _)
        && (there.linkTarget().map("/dev/null"::equals).orElse(false)
            || there.type() == FileStatus.Type.FILE
                && host.text(path) instanceof Present(var text, _)
                && text.isEmpty());
  }

  private static Reading<UnitFile> look(Host host, String name) {
    List<String> names = names(name);
    List<Reading<String>> texts = new ArrayList<>();
    String first = "";
    for (String path : inDirectories(names, "")) {
      switch (host.statusOfLink(path)) {
        case Present(_, _) -> first = path;
        case Absent(_) -> {}
        case Unreadable(var place, var why) -> {
          return new Unreadable<>(place, why);
        }
      }
      if (!first.isEmpty()) {
        break;
      }
    }
    if (first.isEmpty()) {
      return new Absent<>(name + " in the directories of systemd");
    }
    if (isMask(host, first)) {
      return new Absent<>(first + ", which masks the unit");
    }
    texts.add(host.text(first));
    List<String> dropIns = new ArrayList<>();
    CONTROL.forEach(each -> dropIns.add(each + "/" + name + ".d"));
    dropIns.addAll(inDirectories(names, ".d"));
    texts.addAll(ConfigDirectories.read(host, dropIns));
    List<Setting> settings = new ArrayList<>();
    int length = 0;
    for (Reading<String> text : texts) {
      switch (text) {
        case Present(var content, var path) -> {
          length += Math.min(content.length(), MAX_TEXT + 1);
          if (length <= MAX_TEXT) {
            settings.addAll(parse(path, content));
          }
          if (length > MAX_TEXT || settings.size() > MAX_SETTINGS) {
            return new Unreadable<>(
                path,
                "the files of "
                    + name
                    + " have more than "
                    + MAX_TEXT
                    + " characters or "
                    + MAX_SETTINGS
                    + " settings");
          }
        }
        case Absent(_) -> {}
        case Unreadable(var path, var why) -> {
          return new Unreadable<>(path, why);
        }
      }
    }
    return new Present<>(new UnitFile(settings), texts.getFirst().place());
  }

  private static List<String> inDirectories(List<String> names, String suffix) {
    return names.stream()
        .flatMap(name -> DIRECTORIES.stream().map(directory -> directory + "/" + name + suffix))
        .toList();
  }

  /** The unit's name, and the name of its template if it is an instance. */
  private static List<String> names(String name) {
    int at = name.indexOf('@');
    int suffix = name.lastIndexOf('.');
    return at < 0 || at + 1 == suffix
        ? List.of(name)
        : List.of(name, name.substring(0, at + 1) + name.substring(suffix));
  }

  /** Parses one file. A backslash at the end of a line continues it on the next line. */
  public static List<Setting> parse(String path, String text) {
    List<Setting> settings = new ArrayList<>();
    String section = "";
    StringBuilder joined = new StringBuilder();
    int start = 0;
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      boolean isComment = line.startsWith("#") || line.startsWith(";");
      if (isComment || (line.isBlank() && joined.isEmpty())) {
        continue;
      }
      start = joined.isEmpty() ? number : start;
      if (line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      String whole = joined.append(line).toString().strip();
      joined.setLength(0);
      int equals = whole.indexOf('=');
      if (whole.startsWith("[") && whole.endsWith("]")) {
        section = whole.substring(1, whole.length() - 1);
      } else if (equals > 0) {
        settings.add(
            new Setting(
                section,
                whole.substring(0, equals).strip(),
                whole.substring(equals + 1).strip(),
                path,
                start));
      }
    }
    return settings;
  }

  /** The effective values, in order: an empty value resets all earlier ones. */
  public List<Setting> valuesOf(String section, String key) {
    List<Setting> values = new ArrayList<>();
    for (Setting setting : settings) {
      if (setting.section().equals(section) && setting.key().equals(key)) {
        if (setting.value().isEmpty()) {
          values.clear();
        } else {
          values.add(setting);
        }
      }
    }
    return List.copyOf(values);
  }
}
