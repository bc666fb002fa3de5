package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a host looks up users, groups and subordinate IDs in addition to its own files. Source:
 * nsswitch.conf(5), subuid(5).
 */
public final class NsswitchConf {

  public static final String PATH = "/etc/nsswitch.conf";

  /** Sources without user accounts other than those of the host's own files. */
  private static final Set<String> OWN =
      Set.of("files", "compat", "db", "systemd", "altfiles", "mymachines");

  private NsswitchConf() {}

  /**
   * The first source of a database, such as passwd, that has more accounts than the host's own
   * files; Absent if no source does.
   */
  public static Reading<String> beyondFiles(Host host, String database) {
    return host.text(PATH)
        .map(text -> sources(text, database))
        .find(sources -> sources.stream().filter(source -> !OWN.contains(source)).findFirst());
  }

  /** Parses the sources of one database, without the actions in brackets. */
  static List<String> sources(String text, String database) {
    Optional<String> line =
        text.lines()
            .map(each -> each.replaceFirst("#.*", "").strip())
            .filter(each -> each.startsWith(database))
            .map(each -> each.substring(database.length()).strip())
            .filter(each -> each.startsWith(":"))
            .findFirst();
    return line.map(each -> each.substring(1).replaceAll("\\[[^\\[\\]]*+\\]", " ").strip())
        .filter(each -> !each.isEmpty())
        .map(each -> Arrays.asList(each.split("\\s+")))
        .orElse(List.of());
  }
}
