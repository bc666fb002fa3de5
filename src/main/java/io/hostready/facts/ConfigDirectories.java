package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files NAME.conf of several directories, merged as systemd and kmod do: a file in an earlier
 * directory masks the file of the same name in a later one, and the files are sorted by name,
 * regardless of their directory. Source: sysctl.d(5), modules-load.d(5), modprobe.d(5).
 */
final class ConfigDirectories {

  private ConfigDirectories() {}

  /**
   * The texts in order of name. A directory or file that cannot be read is at its position as
   * Unreadable; a link to /dev/null masks a file and has no text.
   */
  static List<Reading<String>> read(Host host, String name) {
    return read(
        host,
        List.of(
            "/etc/" + name,
            "/run/" + name,
            "/usr/local/lib/" + name,
            "/usr/lib/" + name,
            "/lib/" + name));
  }

  static List<Reading<String>> read(Host host, List<String> directories) {
    Map<String, Reading<String>> byName = new TreeMap<>();
    List<Reading<String>> unreadable = new ArrayList<>();
    for (String directory : directories) {
      switch (host.list(directory)) {
        case Present(var names, _) -> {
          for (String name : names) {
            if (name.endsWith(".conf") && !byName.containsKey(name)) {
              byName.put(name, text(host, directory + "/" + name));
            }
          }
        }
        case Absent(_) -> {}
        case Unreadable(_, var why) -> unreadable.add(new Unreadable<>(directory, why));
      }
    }
    List<Reading<String>> texts = new ArrayList<>(byName.values());
    texts.removeIf(Absent.class::isInstance); // a dangling link sets nothing
    texts.addAll(unreadable);
    return List.copyOf(texts);
  }

  private static Reading<String> text(Host host, String path) {
    boolean isMask =
        host.statusOfLink(path) instanceof Present(var present, _)
            && present.linkTarget().map("/dev/null"::equals).orElse(false);
    return isMask ? new Absent<>(path) : host.text(path);
  }
}
