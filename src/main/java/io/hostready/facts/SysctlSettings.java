package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.text.Columns;
import io.hostready.text.Glob;
import io.hostready.text.ShellAssignments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Files that set sysctls, in the order in which they are read: at boot, and by {@code sysctl
 * --system}, which package updates and administrators run later. The last line wins, but a line
 * with the exact key takes precedence over every matching pattern. Source: sysctl.d(5), systemd's
 * src/sysctl/sysctl.c; sysctl(8), sysctl.conf(5); ufw's ufw-init-functions.
 */
public record SysctlSettings(List<Part> ofBoot, List<Part> ofCommand) {

  /** The file that procps reads last; systemd reads it only if sysctl.d has a link to it. */
  public static final String CONF = "/etc/sysctl.conf";

  /** Files of systemd: a host that has one of these reads only sysctl.d at boot. */
  private static final List<String> SYSTEMD =
      List.of(
          "/usr/lib/systemd/systemd-sysctl",
          "/lib/systemd/systemd-sysctl",
          "/run/systemd/system",
          "/var/lib/systemd");

  /** Start scripts that read {@link #CONF} at boot: sysvinit's, upstart's, OpenRC's. */
  private static final List<String> START_SCRIPTS =
      List.of(
          "/etc/init.d/procps",
          "/etc/init.d/procps.sh",
          "/etc/init/procps.conf",
          "/etc/init.d/sysctl");

  private static final String UFW = "/etc/ufw/ufw.conf";
  private static final String UFW_DEFAULTS = "/etc/default/ufw";

  public SysctlSettings {
    ofBoot = List.copyOf(ofBoot);
    ofCommand = List.copyOf(ofCommand);
  }

  /**
   * One line. Value empty for a line {@code -KEY}, which keeps patterns away from the key. Line
   * from 1.
   */
  public record Setting(SysctlKey key, String value, boolean isExclusion, String source, int line) {

    boolean concerns(SysctlKey name) {
      return key.equals(name)
          || !isExclusion && key.isPattern() && new Glob(key.path()).matchesPath(name.path());
    }
  }

  /** One file, and its lines in order; empty if it was not read. */
  public record Part(Reading<String> file, List<Setting> settings) {

    public Part {
      settings = List.copyOf(settings);
    }

    static Part of(Reading<String> file) {
      return new Part(
          file, file instanceof Present(var content, var path) ? parse(path, content) : List.of());
    }
  }

  public static SysctlSettings read(Host host) {
    return host.fact(SysctlSettings.class, SysctlSettings::look);
  }

  private static SysctlSettings look(Host host) {
    List<Part> ofBoot = new ArrayList<>();
    ConfigDirectories.read(host, "sysctl.d").forEach(file -> ofBoot.add(Part.of(file)));
    List<Part> ofCommand = new ArrayList<>(ofBoot);
    Part conf = Part.of(host.text(CONF));
    ofCommand.add(conf);
    if (SYSTEMD.stream().noneMatch(host::has) && START_SCRIPTS.stream().anyMatch(host::has)) {
      ofBoot.add(conf);
    }
    ufws(host).map(Part::of).ifPresent(ofBoot::add);
    return new SysctlSettings(ofBoot, ofCommand);
  }

  /** The file that ufw loads with procps when it starts, after all other files. */
  private static Optional<Reading<String>> ufws(Host host) {
    return switch (shell(host, UFW, "ENABLED")) {
      case Present(var enabled, _) when enabled.equalsIgnoreCase("yes") ->
          switch (shell(host, UFW_DEFAULTS, "IPT_SYSCTL")) {
            case Present(var path, _) when path.startsWith("/") -> Optional.of(host.text(path));
            case Unreadable(var where, var why) -> Optional.of(new Unreadable<>(where, why));
            case Present(_, _), Absent(_) -> Optional.empty();
          };
      case Unreadable(var where, var why) -> Optional.of(new Unreadable<>(where, why));
      case Present(_, _), Absent(_) -> Optional.empty();
    };
  }

  /** The value of a name in a file that a shell sources; empty if it is not set. */
  private static Reading<String> shell(Host host, String path, String name) {
    return host.text(path).parse(text -> ShellAssignments.ofShell(text).value(name).orElse(""));
  }

  /** The value of the key at boot: Absent if no file sets it. */
  public Reading<Setting> atBoot(SysctlKey key) {
    return last(key, ofBoot);
  }

  /** The value of the key after {@code sysctl --system}: Absent if it does not change the key. */
  public Reading<Setting> bySysctlSystem(SysctlKey key) {
    return last(key, ofCommand);
  }

  /**
   * The last line that sets a key under one of its names; an unreadable file after it makes the
   * result unreadable.
   */
  private static Reading<Setting> last(SysctlKey key, List<Part> parts) {
    List<SysctlKey> names = new ArrayList<>(key.setBy());
    Map<SysctlKey, Reading<Setting>> named = new HashMap<>();
    for (Part part : parts.reversed()) {
      if (part.file() instanceof Unreadable(var path, var why)) {
        return new Unreadable<>(path, why);
      }
      for (Setting setting : part.settings().reversed()) {
        if (setting.isExclusion()) {
          names.remove(setting.key());
        }
        for (SysctlKey name : names) {
          if (!setting.concerns(name)) {
            continue;
          }
          Reading<Setting> effect =
              effect(setting, name, n -> named.computeIfAbsent(n, k -> named(k, parts)));
          if (!(effect instanceof Absent<Setting>)) {
            return effect;
          }
        }
      }
    }
    return new Absent<>("/etc/sysctl.d, its like in /run and /usr/lib, and " + CONF);
  }

  /** A setting of the key: by its name, or by a pattern if no line has the exact key. */
  private static Reading<Setting> effect(
      Setting setting, SysctlKey name, Function<SysctlKey, Reading<Setting>> named) {
    Reading<Setting> itself = new Present<>(setting, setting.source());
    if (setting.key().equals(name)) {
      return itself;
    }
    return switch (named.apply(name)) {
      case Present(_, _) -> new Absent<>(setting.source());
      case Absent(_) -> itself;
      case Unreadable<Setting> unread -> unread;
    };
  }

  /** A line with the exact key; without one, an unreadable file that might have one. */
  private static Reading<Setting> named(SysctlKey name, List<Part> parts) {
    Reading<Setting> found = new Absent<>(CONF);
    for (Part part : parts) {
      if (part.file() instanceof Unreadable(var path, var why)) {
        found = new Unreadable<>(path, why);
      }
      for (Setting setting : part.settings()) {
        if (setting.key().equals(name)) {
          return new Present<>(setting, setting.source());
        }
      }
    }
    return found;
  }

  /** Parses one file. Lines that are neither KEY=VALUE nor -KEY are skipped, as by systemd. */
  static List<Setting> parse(String path, String content) {
    List<Setting> settings = new ArrayList<>();
    int number = 0;
    for (String line : Columns.lines(content)) {
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

  /** Several numbers are separated by spaces or tabs, which are equivalent. */
  public static String words(String value) {
    return String.join(" ", Columns.of(value));
  }
}
