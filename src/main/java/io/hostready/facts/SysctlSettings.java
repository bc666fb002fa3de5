package io.hostready.facts;

import io.hostready.host.FileText;
import io.hostready.host.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * Kernel parameters that are set at boot, in the order in which the files are read: the last one
 * counts, but a key that is named goes before every pattern that matches it. Source: sysctl.d(5),
 * systemd's src/sysctl/sysctl.c; sysctl.conf(5).
 */
public record SysctlSettings(List<FileText> files) {

  private static final String CONF = "/etc/sysctl.conf";

  private static final List<String> SYSTEMD =
      List.of("/usr/lib/systemd/systemd-sysctl", "/lib/systemd/systemd-sysctl");

  public SysctlSettings {
    files = List.copyOf(files);
  }

  /**
   * One line. Value empty for a line {@code -KEY}, which keeps patterns away from the key. Line
   * from 1.
   */
  public record Setting(
      SysctlKey key, String value, boolean isExclusion, String source, int line) {}

  public static SysctlSettings read(Host host) {
    return host.fact(SysctlSettings.class, SysctlSettings::look);
  }

  private static SysctlSettings look(Host host) {
    List<FileText> files = new ArrayList<>(ConfigFolders.read(host, "sysctl.d"));
    // procps and its boot script read sysctl.conf after all else; systemd reads it only where
    // sysctl.d has a link to it, as Debian's 99-sysctl.conf.
    boolean hasSystemd = SYSTEMD.stream().anyMatch(host::has);
    if (!hasSystemd && !(host.text(CONF) instanceof FileText.Missing)) {
      files.add(host.text(CONF));
    }
    return new SysctlSettings(files);
  }

  /** What the key will be at boot: Absent when nothing sets it. */
  public Fact<Setting> atBoot(SysctlKey key) {
    Fact<Setting> named = last(key, false);
    if (named instanceof Fact.Known<Setting>(Setting setting, String source)) {
      return setting.isExclusion() ? new Fact.Absent<>(source) : named;
    }
    return named instanceof Fact.Absent<Setting> ? last(key, true) : named;
  }

  /** The last line for a key, by its name or by a pattern; a file unread after it hides it. */
  private Fact<Setting> last(SysctlKey key, boolean byPattern) {
    for (FileText file : files.reversed()) {
      switch (file) {
        case FileText.Text(String path, String content) -> {
          for (Setting setting : parse(path, content).reversed()) {
            if (isFor(setting, key, byPattern)) {
              return new Fact.Known<>(setting, path);
            }
          }
        }
        case FileText.Unreadable(String path, String why) -> {
          return new Fact.Unreadable<>(path, why);
        }
        case FileText.Missing _ -> {}
      }
    }
    return new Fact.Absent<>("/etc/sysctl.d, its like in /run and /usr/lib, and " + CONF);
  }

  private static boolean isFor(Setting setting, SysctlKey key, boolean byPattern) {
    return byPattern
        ? setting.key().isPattern() && new Glob(setting.key().path()).matchesPath(key.path())
        : setting.key().equals(key);
  }

  /**
   * Parses one file. Lines that are neither KEY=VALUE nor -KEY are passed over, as systemd does.
   */
  static List<Setting> parse(String path, String content) {
    List<Setting> settings = new ArrayList<>();
    int number = 0;
    for (String line : Fields.lines(content)) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
        continue;
      }
      boolean hasDash = text.startsWith("-"); // with a value: failing to set it is no error
      String assignment = hasDash ? text.substring(1) : text;
      int equals = assignment.indexOf('=');
      if (equals > 0) {
        SysctlKey key = SysctlKey.parse(assignment.substring(0, equals));
        String value = words(assignment.substring(equals + 1));
        settings.add(new Setting(key, value, false, path, number));
      } else if (equals < 0 && hasDash) {
        settings.add(new Setting(SysctlKey.parse(assignment), "", true, path, number));
      }
    }
    return settings;
  }

  /** Several numbers are written with spaces or tabs between them, and mean the same. */
  public static String words(String value) {
    return String.join(" ", Fields.of(value));
  }
}
