package io.hostready.facts;

import io.hostready.host.Host;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands of a host's package manager. Texts of rules have those of apt; on a host with
 * another manager, they are replaced by that manager's, with its names of the packages. The same
 * applies to Debian's update-grub. Source: dnf(8), zypper(8), apk(8), pacman(8), xbps-install(1),
 * emerge(1); the GRUB manual, "Invoking grub-mkconfig".
 *
 * @param install the command before names of packages, as for the other ones
 * @param update reads the repositories' lists again
 * @param upgrade upgrades all packages
 * @param grubMenu generates the menu of GRUB from /etc/default/grub
 * @param names the manager's names of Debian's packages, if they differ
 */
public record PackageCommands(
    String install,
    String reinstall,
    String upgradeOne,
    String remove,
    String update,
    String upgrade,
    String grubMenu,
    Map<String, String> names) {

  private static final String UPDATE_GRUB = "update-grub";
  private static final String GRUB_2_MENU = "grub2-mkconfig -o /boot/grub2/grub.cfg";
  private static final String GRUB_MENU = "grub-mkconfig -o /boot/grub/grub.cfg";

  private static final String EXTRA_MODULES = "linux-modules-extra-$(uname -r)";

  private static final Map<String, String> RED_HAT =
      Map.ofEntries(
          Map.entry("conntrack", "conntrack-tools"),
          Map.entry("dbus-user-session", "dbus-daemon"),
          Map.entry("docker.io", "moby-engine"),
          Map.entry("ebtables", "iptables-nft"),
          Map.entry("iproute2", "iproute"),
          Map.entry("iptables", "iptables-nft"),
          Map.entry(EXTRA_MODULES, "kernel-modules-extra-$(uname -r)"),
          Map.entry("mount", "util-linux"),
          Map.entry("systemd-timesyncd", "chrony"),
          Map.entry("uidmap", "shadow-utils"));

  private static final Map<String, String> SUSE =
      Map.ofEntries(
          Map.entry("apparmor", "apparmor-parser"),
          Map.entry("conntrack", "conntrack-tools"),
          Map.entry("dbus-user-session", "dbus-1"),
          Map.entry("docker-buildx-plugin", "docker-buildx"),
          Map.entry("docker-ce", "docker"),
          Map.entry("docker-compose-plugin", "docker-compose"),
          Map.entry("docker.io", "docker"),
          Map.entry(EXTRA_MODULES, "kernel-default"),
          Map.entry("mount", "util-linux"),
          Map.entry("systemd-timesyncd", "chrony"),
          Map.entry("uidmap", "shadow"));

  private static final Map<String, String> ALPINE =
      Map.ofEntries(
          Map.entry("conntrack", "conntrack-tools"),
          Map.entry("containerd.io", "containerd"),
          Map.entry("dbus-user-session", "dbus"),
          Map.entry("docker-buildx-plugin", "docker-cli-buildx"),
          Map.entry("docker-ce", "docker"),
          Map.entry("docker-ce-cli", "docker-cli"),
          Map.entry("docker-ce-rootless-extras", "docker-rootless-extras"),
          Map.entry("docker-compose-plugin", "docker-cli-compose"),
          Map.entry("docker.io", "docker"),
          Map.entry(EXTRA_MODULES, "linux-lts"),
          Map.entry("mount", "util-linux-misc"),
          Map.entry("systemd-timesyncd", "chrony"),
          Map.entry("uidmap", "shadow-uidmap"));

  private static final Map<String, String> ARCH =
      Map.ofEntries(
          Map.entry("conntrack", "conntrack-tools"),
          Map.entry("containerd.io", "containerd"),
          Map.entry("dbus-user-session", "dbus"),
          Map.entry("docker-buildx-plugin", "docker-buildx"),
          Map.entry("docker-ce", "docker"),
          Map.entry("docker-ce-cli", "docker"),
          Map.entry("docker-compose-plugin", "docker-compose"),
          Map.entry("docker.io", "docker"),
          Map.entry("ebtables", "iptables"),
          Map.entry(EXTRA_MODULES, "linux"),
          Map.entry("mount", "util-linux"),
          Map.entry("systemd-timesyncd", "systemd"),
          Map.entry("uidmap", "shadow"));

  private static final PackageCommands DNF = ofRpm("dnf", "dnf reinstall", RED_HAT);
  private static final PackageCommands YUM = ofRpm("yum", "yum reinstall", RED_HAT);

  private static final PackageCommands ZYPPER =
      new PackageCommands(
          "zypper install",
          "zypper install --force",
          "zypper update",
          "zypper remove",
          "zypper refresh",
          "zypper update",
          GRUB_2_MENU,
          SUSE);

  private static final PackageCommands APK =
      new PackageCommands(
          "apk add",
          "apk fix --reinstall",
          "apk upgrade",
          "apk del",
          "apk update",
          "apk upgrade",
          GRUB_MENU,
          ALPINE);

  private static final PackageCommands PACMAN =
      new PackageCommands(
          "pacman -S",
          "pacman -S",
          "pacman -S",
          "pacman -R",
          "pacman -Syu",
          "pacman -Syu",
          GRUB_MENU,
          ARCH);

  private static final PackageCommands EMERGE =
      new PackageCommands(
          "emerge",
          "emerge",
          "emerge -u",
          "emerge --depclean",
          "emerge --sync",
          "emerge -uD @world",
          GRUB_MENU,
          Map.of(EXTRA_MODULES, "gentoo-kernel-bin"));

  private static final PackageCommands XBPS =
      new PackageCommands(
          "xbps-install",
          "xbps-install -f",
          "xbps-install -u",
          "xbps-remove",
          "xbps-install -S",
          "xbps-install -Su",
          UPDATE_GRUB,
          Map.of(EXTRA_MODULES, "linux"));

  /** By ID and ID_LIKE of os-release(5). */
  private static final Map<String, PackageCommands> BY_ID =
      Map.ofEntries(
          Map.entry("rhel", DNF),
          Map.entry("fedora", DNF),
          Map.entry("centos", DNF),
          Map.entry("amzn", DNF),
          Map.entry("suse", ZYPPER),
          Map.entry("opensuse", ZYPPER),
          Map.entry("sles", ZYPPER),
          Map.entry("arch", PACMAN),
          Map.entry("alpine", APK),
          Map.entry("gentoo", EMERGE),
          Map.entry("void", XBPS));

  /** A command of apt with the names after it: quoted or not, up to the end of the phrase. */
  private static final Pattern APT =
      Pattern.compile(
          "\\bapt-get (install --reinstall|install --only-upgrade|install|remove|update"
              + "|full-upgrade|upgrade)\\b"
              + "((?: [A-Za-z0-9$](?:\\(uname -r\\)|[^\\s',;)])*)*)"
              + "(?: \\((?:Ubuntu|Debian)[^)]*\\))?");

  private static PackageCommands ofRpm(
      String program, String reinstall, Map<String, String> names) {
    return new PackageCommands(
        program + " install",
        reinstall,
        program + " upgrade",
        program + " remove",
        program + " makecache",
        program + " upgrade",
        GRUB_2_MENU,
        names);
  }

  /** Empty for a host with dpkg, and for unknown systems. */
  public static Optional<PackageCommands> of(Host host) {
    if (InstalledPackages.read(host).format().orElse(PackageFormat.RPM) == PackageFormat.DPKG) {
      return Optional.empty();
    }
    OsRelease release = OsRelease.read(host);
    List<String> ids = new ArrayList<>(List.of(release.id()));
    ids.addAll(release.idLike());
    return ids.stream()
        .map(BY_ID::get)
        .filter(commands -> commands != null)
        .findFirst()
        // Before RHEL 8 and on Amazon Linux 2.
        .map(c -> c == DNF && !host.has("/usr/bin/dnf") && host.has("/usr/bin/yum") ? YUM : c);
  }

  /** A text in which the commands of apt, and update-grub, are those of this system. */
  public String in(String text) {
    return APT.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(command(found)))
        .replace(UPDATE_GRUB, grubMenu);
  }

  private String command(MatchResult apt) {
    String command =
        switch (apt.group(1)) {
          case "install --reinstall" -> reinstall;
          case "install --only-upgrade" -> upgradeOne;
          case "install" -> install;
          case "remove" -> remove;
          case "update" -> update;
          default -> upgrade;
        };
    return command
        + Arrays.stream(apt.group(2).split(" (?!-r\\))"))
            .map(this::name)
            .distinct()
            .collect(Collectors.joining(" "));
  }

  /** The name of a package; the full stop of a sentence can follow it. */
  private String name(String debian) {
    boolean ends = debian.endsWith(".");
    String word = ends ? debian.substring(0, debian.length() - 1) : debian;
    return names.getOrDefault(word, word) + (ends ? "." : "");
  }
}
