package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * apt's configuration, in the order in which apt reads it: /etc/apt/apt.conf.d in order of name,
 * then /etc/apt/apt.conf, each with the files that it includes. The file named by APT_CONFIG is not
 * read. Unreadable if apt itself refuses a file, or searches it elsewhere. Source: apt.conf(5),
 * pkgInitConfig in apt-pkg/init.cc.
 */
public record AptConfig(Reading<List<Setting>> settings) {

  private static final String DIRECTORY = "/etc/apt/apt.conf.d/";
  private static final String MAIN = "/etc/apt/apt.conf";

  /**
   * The settings that decide where apt searches its second file after it has read the first ones.
   */
  private static final Set<String> PLACES = Set.of("rootdir", "dir", "dir::etc", "dir::etc::main");

  /**
   * One setting. The name is complete, its parts joined by {@code ::}, and ends with {@code ::} for
   * an item of a list; line from 1.
   */
  public record Setting(String name, String value, String path, int line) {

    private boolean isBelow(String parent) {
      return name.toLowerCase(Locale.ROOT).startsWith(parent.toLowerCase(Locale.ROOT) + "::");
    }
  }

  public static AptConfig read(Host host) {
    return host.fact(AptConfig.class, h -> new AptConfig(look(h)));
  }

  private static Reading<List<Setting>> look(Host host) {
    AptConfigReader reader = new AptConfigReader(host);
    try {
      reader.readDirectory(DIRECTORY);
      for (Setting setting : reader.settings()) {
        if (PLACES.contains(setting.name().toLowerCase(Locale.ROOT))) {
          return new Unreadable<>(
              setting.path(),
              "line " + setting.line() + " sets " + setting.name() + ", which moves " + MAIN);
        }
      }
      reader.readFile(MAIN);
    } catch (AptConfigReader.UnreadableException unreadable) {
      return unreadable.reading();
    }
    return host.has("/etc/apt")
        ? new Present<>(
            reader.settings(), DIRECTORY.substring(0, DIRECTORY.length() - 1) + ", " + MAIN)
        : new Absent<>("/etc/apt");
  }

  /** The effective setting of that name, which is the last one; names are case-insensitive. */
  public static Optional<Setting> last(List<Setting> settings, String name) {
    return settings.stream()
        .filter(setting -> setting.name().equalsIgnoreCase(name))
        .reduce((_, later) -> later);
  }

  /** The items of a list: all without a name, and the last one of each name. */
  public static List<Setting> items(List<Setting> settings, String list) {
    Map<String, Setting> items = new LinkedHashMap<>();
    for (Setting setting : settings) {
      String name = setting.name().toLowerCase(Locale.ROOT);
      if (!setting.isBelow(list) || name.indexOf("::", list.length() + 2) >= 0) {
        continue;
      }
      String key = name.endsWith("::") ? name + items.size() : name;
      items.remove(key);
      items.put(key, setting);
    }
    return List.copyOf(items.values());
  }
}
