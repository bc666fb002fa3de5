package io.hostready.facts;

import io.hostready.facts.UnitFile.Setting;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that make systemd-networkd or NetworkManager configure an interface of Docker. Source:
 * systemd.network(5), NetworkManager.conf(5).
 */
public final class InterfaceManagers {

  private static final List<String> NETWORK_DIRECTORIES =
      List.of(
          "/etc/systemd/network",
          "/run/systemd/network",
          "/usr/local/lib/systemd/network",
          "/usr/lib/systemd/network",
          "/lib/systemd/network");

  /** Conditions that bridges and veth interfaces of Docker never meet. */
  private static final Set<String> HARDWARE =
      Set.of("MACAddress", "PermanentMACAddress", "Path", "SSID", "BSSID", "WLANInterfaceType");

  private static final Set<String> YES = Set.of("1", "yes", "true", "on");

  private InterfaceManagers() {}

  /**
   * The .network file that systemd-networkd applies to each of the interfaces, by the interface's
   * name; without those that none applies to and those that it leaves alone ({@code Unmanaged=}).
   */
  public static Reading<Map<String, String>> networkd(Host host, List<String> names) {
    Map<String, String> byName = new TreeMap<>();
    for (String directory : NETWORK_DIRECTORIES) {
      switch (host.list(directory)) {
        case Present(var files, _) ->
            files.stream()
                .filter(file -> file.endsWith(".network"))
                .forEach(file -> byName.putIfAbsent(file, directory + "/" + file));
        case Absent(_) -> {}
        case Unreadable(_, var why) -> {
          return new Unreadable<>(directory, why);
        }
      }
    }
    Map<String, String> found = new LinkedHashMap<>();
    List<String> left = new ArrayList<>(names);
    for (String path : byName.values()) {
      switch (host.text(path)) {
        case Present(var text, _) -> {
          List<Setting> settings = UnitFile.parse(path, text);
          boolean isUnmanaged = hasYes(settings, "Link", "Unmanaged");
          for (String name : List.copyOf(left)) {
            if (matches(settings, name)) {
              left.remove(name);
              if (!isUnmanaged) {
                found.put(name, path);
              }
            }
          }
        }
        case Absent(_) -> {} // a link to nothing masks a file
        case Unreadable(_, var why) -> {
          return new Unreadable<>(path, why);
        }
      }
    }
    return new Present<>(found, String.join(", ", NETWORK_DIRECTORIES));
  }

  private static boolean hasYes(List<Setting> settings, String section, String key) {
    return settings.stream()
        .anyMatch(
            s ->
                s.section().equals(section)
                    && s.key().equals(key)
                    && YES.contains(s.value().toLowerCase(Locale.ROOT)));
  }

  private static boolean matches(List<Setting> settings, String name) {
    boolean isVeth = name.startsWith("veth");
    for (Setting setting : settings) {
      if (setting.section().equals("Match") && !setting.value().isEmpty()) {
        String key = setting.key();
        boolean isMet =
            switch (key) {
              case "Name" -> isAny(setting.value(), name);
              // udev sets a device type for bridges only; veth has that of its hardware type.
              case "Type" -> isAny(setting.value(), isVeth ? "ether" : "bridge");
              case "Kind", "Driver" -> isAny(setting.value(), isVeth ? "veth" : "bridge");
              default -> !HARDWARE.contains(key);
            };
        if (!isMet) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether one of the shell patterns matches; an exclamation mark before all inverts them. */
  private static boolean isAny(String patterns, String text) {
    boolean isInverse = patterns.startsWith("!");
    return isInverse
        != Stream.of(patterns.substring(isInverse ? 1 : 0).split("\\s+"))
            .anyMatch(pattern -> new Glob(pattern).matches(text));
  }

  /**
   * The file of NetworkManager with a section {@code [device...]} that manages each of the
   * interfaces ({@code managed=1}), by the interface's name. Without one, a rule of udev leaves
   * veth interfaces alone, and NetworkManager does not change bridges that others created.
   */
  public static Reading<Map<String, String>> networkManager(Host host, List<String> names) {
    List<Reading<String>> texts = new ArrayList<>();
    texts.addAll(
        ConfigDirectories.read(
            host,
            List.of(
                "/etc/NetworkManager/conf.d",
                "/run/NetworkManager/conf.d",
                "/usr/lib/NetworkManager/conf.d")));
    texts.add(host.text("/etc/NetworkManager/NetworkManager.conf"));
    Map<String, String> found = new LinkedHashMap<>();
    for (Reading<String> text : texts) {
      switch (text) {
        case Present(var content, var path) -> {
          List<Setting> settings = UnitFile.parse(path, content);
          for (String name : names) {
            if (manages(settings, name)) {
              found.put(name, path);
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(var path, var why) -> {
          return new Unreadable<>(path, why);
        }
      }
    }
    return new Present<>(found, "/etc/NetworkManager");
  }

  private static boolean manages(List<Setting> settings, String name) {
    return settings.stream()
        .filter(setting -> setting.section().startsWith("device"))
        .collect(Collectors.groupingBy(Setting::section))
        .entrySet()
        .stream()
        .filter(section -> hasYes(section.getValue(), section.getKey(), "managed"))
        .flatMap(section -> section.getValue().stream())
        .filter(setting -> setting.key().equals("match-device"))
        .flatMap(setting -> Stream.of(setting.value().split("[,;]")))
        .anyMatch(device -> isDevice(device.strip(), name));
  }

  private static boolean isDevice(String spec, String name) {
    boolean isVeth = name.startsWith("veth");
    return spec.equals("*")
        || spec.equals(isVeth ? "type:veth" : "type:bridge")
        || spec.equals(isVeth ? "driver:veth" : "driver:bridge")
        || spec.startsWith("interface-name:")
            && new Glob(spec.substring("interface-name:".length()).replaceFirst("^=", ""))
                .matches(name);
  }
}
