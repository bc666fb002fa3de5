package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What keeps packages at their versions on a host without dpkg: version locks of dnf, locks of
 * zypper, versions in apk's world, and IgnorePkg of pacman. dpkg has holds in its database. Source:
 * dnf-versionlock(8), dnf5-versionlock(8), locks(5), apk-world(5), pacman.conf(5).
 */
public record PackageLocks(List<PackageLock> locks) {

  /** The file of the plugin of dnf 4; its configuration can name another one. */
  static final String DNF = "/etc/dnf/plugins/versionlock.list";

  /** Without this file, dnf 4 does not have the plugin. */
  public static final String DNF_PLUGIN = "/etc/dnf/plugins/versionlock.conf";

  static final String DNF_5 = "/etc/dnf/versionlock.toml";
  static final String ZYPPER = "/etc/zypp/locks";
  static final String APK = "/etc/apk/world";
  static final String PACMAN = "/etc/pacman.conf";

  public PackageLocks {
    locks = List.copyOf(locks);
  }

  /** Unreadable if a file cannot be read; without files, no package is locked. */
  public static Reading<PackageLocks> read(Host host) {
    return InstalledPackages.read(host)
        .format()
        .flatMap(
            format ->
                switch (format) {
                  case DPKG -> new Absent<>("a host with dpkg");
                  case RPM -> ofRpm(host);
                  case APK -> of(host, APK, PackageLockText::apk);
                  case PACMAN -> of(host, PACMAN, PackageLockText::pacman);
                });
  }

  /** The version locks of dnf 4. */
  public static Reading<PackageLocks> ofDnf(Host host) {
    return switch (host.text(DNF_PLUGIN)) {
      case Present(var text, _) -> of(host, dnfList(text), PackageLockText::dnf);
      case Absent(var where) -> new Present<>(new PackageLocks(List.of()), where);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }

  private static String dnfList(String configuration) {
    return configuration
        .lines()
        .map(line -> line.split("=", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals("locklist"))
        .map(parts -> parts[1].strip())
        .filter(path -> path.startsWith("/"))
        .reduce((_, last) -> last)
        .orElse(DNF);
  }

  private static Reading<PackageLocks> ofRpm(Host host) {
    Reading<PackageLocks> dnf = ofDnf(host);
    Reading<PackageLocks> dnf5 = of(host, DNF_5, PackageLockText::dnf5);
    Reading<PackageLocks> zypper = of(host, ZYPPER, PackageLockText::zypper);
    return dnf.flatMap(one -> dnf5.flatMap(two -> zypper.map(three -> one.and(two).and(three))));
  }

  private PackageLocks and(PackageLocks others) {
    List<PackageLock> all = new ArrayList<>(locks);
    all.addAll(others.locks);
    return new PackageLocks(all);
  }

  private static Reading<PackageLocks> of(
      Host host, String file, BiFunction<String, String, List<PackageLock>> parse) {
    return switch (host.text(file)) {
      case Present(var text, var source) -> {
        try {
          yield new Present<>(new PackageLocks(parse.apply(file, text)), source);
        } catch (IllegalArgumentException wrong) {
          yield new Unreadable<>(source, String.valueOf(wrong.getMessage()));
        }
      }
      case Absent(var where) -> new Present<>(new PackageLocks(List.of()), where);
      case Unreadable(var where, var why) -> new Unreadable<>(where, why);
    };
  }

  /** The first entry that keeps a package at its version. */
  public Optional<PackageLock> of(String name) {
    return locks.stream().filter(lock -> lock.isOf(name)).findFirst();
  }
}
