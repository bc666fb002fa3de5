package io.hostready.facts;

import io.hostready.host.Host;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
 * @param hold keeps packages at their versions, with NAMES, or with NAME for each
 * @param grubMenu generates the menu of GRUB from /etc/default/grub
 * @param names the names of Debian's packages in the repositories of this system, if they differ;
 *     an empty list if the system has no such package
 */
public record PackageCommands(
    String install,
    String reinstall,
    String upgradeOne,
    String remove,
    String update,
    String upgrade,
    String hold,
    String grubMenu,
    Map<String, List<String>> names) {

  private static final String UPDATE_GRUB = "update-grub";
  private static final String GRUB_2_MENU = "grub2-mkconfig -o /boot/grub2/grub.cfg";
  private static final String GRUB_MENU = "grub-mkconfig -o /boot/grub/grub.cfg";

  private static final String EXTRA_MODULES = "linux-modules-extra-$(uname -r)";

  /** RHEL 9 and 10 and the systems that are built from them; tc has a separate package. */
  private static final Map<String, List<String>> RED_HAT =
      Map.ofEntries(
          own("apparmor"),
          own("conntrack", "conntrack-tools"),
          own("dbus-user-session", "dbus-daemon"),
          own("docker.io"),
          own("ebtables", "iptables-nft"),
          own("iproute2", "iproute", "iproute-tc"),
          own("iptables", "iptables-nft"),
          own(EXTRA_MODULES, "kernel-modules-extra-$(uname -r)"),
          own("mount", "util-linux"),
          own("systemd-timesyncd", "chrony"),
          own("ufw"),
          own("uidmap", "shadow-utils"));

  private static final Map<String, List<String>> FEDORA =
      with(RED_HAT, own("docker.io", "moby-engine"), own("ufw", "ufw"));

  private static final Map<String, List<String>> AMAZON = with(RED_HAT, own("docker.io", "docker"));

  private static final Map<String, List<String>> RED_HAT_8 =
      with(RED_HAT, own("ebtables", "iptables-ebtables"), own("iptables", "iptables"));

  /** RHEL 7 and Amazon Linux 2. */
  private static final Map<String, List<String>> RED_HAT_7 =
      with(
          RED_HAT,
          own("docker.io", "docker"),
          own("ebtables", "ebtables"),
          own("iproute2", "iproute"),
          own("iptables", "iptables"));

  /** Systems whose own packages are the only ones of Docker. */
  private static final Map<String, List<String>> OWN_DOCKER =
      Map.ofEntries(
          own("conntrack", "conntrack-tools"),
          own("containerd.io", "containerd"),
          own("dbus-user-session", "dbus"),
          own("docker-buildx-plugin", "docker-buildx"),
          own("docker-ce", "docker"),
          own("docker-ce-cli", "docker"),
          own("docker-compose-plugin", "docker-compose"),
          own("docker.io", "docker"),
          own("mount", "util-linux"),
          own("systemd-timesyncd", "chrony"),
          own("uidmap", "shadow"));

  private static final Map<String, List<String>> SUSE =
      with(
          OWN_DOCKER,
          own("apparmor", "apparmor-parser"),
          own("dbus-user-session", "dbus-1"),
          own(EXTRA_MODULES, "kernel-default"));

  private static final Map<String, List<String>> ALPINE =
      with(
          OWN_DOCKER,
          own("docker-buildx-plugin", "docker-cli-buildx"),
          own("docker-ce-cli", "docker-cli"),
          own("docker-ce-rootless-extras", "docker-rootless-extras"),
          own("docker-compose-plugin", "docker-cli-compose"),
          own(EXTRA_MODULES, "linux-lts"),
          own("mount", "util-linux-misc"),
          own("uidmap", "shadow-uidmap"));

  private static final Map<String, List<String>> ARCH =
      with(
          OWN_DOCKER,
          own("ebtables", "iptables"),
          own(EXTRA_MODULES, "linux"),
          own("systemd-timesyncd", "systemd"));

  private static final PackageCommands DNF = ofRpm("dnf", RED_HAT);
  private static final PackageCommands DNF_FEDORA = ofRpm("dnf", FEDORA);
  private static final PackageCommands DNF_AMAZON = ofRpm("dnf", AMAZON);
  private static final PackageCommands DNF_8 = ofRpm("dnf", RED_HAT_8);
  private static final PackageCommands YUM = ofRpm("yum", RED_HAT_7);

  private static final PackageCommands ZYPPER =
      new PackageCommands(
          "zypper install",
          "zypper install --force",
          "zypper update",
          "zypper remove",
          "zypper refresh",
          "zypper update",
          "zypper addlock NAMES",
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
          "apk add NAME=VERSION",
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
          "IgnorePkg = NAMES in the section [options] of /etc/pacman.conf",
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
          "NAMES, newer versions, in /etc/portage/package.mask",
          GRUB_MENU,
          Map.of(
              "docker.io",
              List.of("app-containers/docker"),
              EXTRA_MODULES,
              List.of("gentoo-kernel-bin")));

  private static final PackageCommands XBPS =
      new PackageCommands(
          "xbps-install",
          "xbps-install -f",
          "xbps-install -u",
          "xbps-remove",
          "xbps-install -S",
          "xbps-install -Su",
          "xbps-pkgdb -m hold NAMES",
          UPDATE_GRUB,
          Map.of("docker.io", List.of("docker"), EXTRA_MODULES, List.of("linux")));

  /** By ID and ID_LIKE of os-release(5). */
  private static final Map<String, PackageCommands> BY_ID =
      Map.ofEntries(
          Map.entry("rhel", DNF),
          Map.entry("ol", DNF), // ID_LIKE is fedora
          Map.entry("fedora", DNF_FEDORA),
          Map.entry("centos", DNF),
          Map.entry("amzn", DNF_AMAZON),
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
          "\\b(apt-get install --reinstall|apt-get install --only-upgrade|apt-get install"
              + "|apt-get remove|apt-get update|apt-get full-upgrade|apt-get upgrade"
              + "|apt-mark hold)\\b"
              + "((?: [A-Za-z0-9$](?:\\(uname -r\\)|[^\\s',;)])*)*)"
              + "(?: \\((?:Ubuntu|Debian)[^)]*\\))?");

  private static PackageCommands ofRpm(String program, Map<String, List<String>> names) {
    // microdnf has no command for version locks.
    String hold =
        program.equals("microdnf")
            ? "excludepkgs=NAMES in /etc/dnf/dnf.conf"
            : program + " versionlock add NAMES";
    return new PackageCommands(
        program + " install",
        program + " reinstall",
        program + " upgrade",
        program + " remove",
        program + " makecache",
        program + " upgrade",
        hold,
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
        .map(commands -> commands.isDnf() ? commands.ofRelease(host, release) : commands);
  }

  private boolean isDnf() {
    return install.startsWith("dnf ");
  }

  private PackageCommands ofRelease(Host host, OsRelease release) {
    Optional<DnfProgram> program = DnfProgram.of(host);
    if (program.filter(DnfProgram.YUM::equals).isPresent()) {
      return YUM; // before RHEL 8, and on Amazon Linux 2
    }
    boolean is8 = release.versionId().filter(id -> id.matches("8(\\..*)?")).isPresent();
    PackageCommands own = this == DNF && is8 ? DNF_8 : this;
    return program.filter(DnfProgram.MICRODNF::equals).isPresent()
        ? ofRpm("microdnf", own.names)
        : own;
  }

  /** One of Debian's packages, and its names here. */
  private static Map.Entry<String, List<String>> own(String debian, String... names) {
    return Map.entry(debian, List.of(names));
  }

  @SafeVarargs
  private static Map<String, List<String>> with(
      Map<String, List<String>> base, Map.Entry<String, List<String>>... others) {
    Map<String, List<String>> all = new HashMap<>(base);
    for (Map.Entry<String, List<String>> other : others) {
      all.put(other.getKey(), other.getValue());
    }
    return Map.copyOf(all);
  }

  /** The names of one of Debian's packages on a host; itself on a host with dpkg. */
  public static List<String> namesOn(Host host, String debian) {
    return of(host).map(commands -> commands.namesOf(debian)).orElse(List.of(debian));
  }

  /** The names of one of Debian's packages here; empty if this system has no such package. */
  public List<String> namesOf(String debian) {
    return names.getOrDefault(debian, List.of(debian));
  }

  /** A text in which the commands of apt, and update-grub, are those of this system. */
  public String in(String text) {
    return APT.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(command(found)))
        .replace(UPDATE_GRUB, grubMenu);
  }

  private String command(MatchResult apt) {
    List<String> packages =
        Arrays.stream(apt.group(2).split(" (?!-r\\))"))
            .filter(word -> !word.isEmpty())
            .map(this::name)
            .distinct()
            .toList();
    String all = packages.stream().map(each -> " " + each).collect(Collectors.joining());
    return switch (apt.group(1)) {
      case "apt-get install --reinstall" -> reinstall + all;
      case "apt-get install --only-upgrade" -> upgradeOne + all;
      case "apt-get install" -> install + all;
      case "apt-get remove" -> remove + all;
      case "apt-get update" -> update + all;
      case "apt-mark hold" -> hold(packages);
      default -> upgrade + all;
    };
  }

  private String hold(List<String> packages) {
    if (hold.contains("NAMES")) {
      return hold.replace("NAMES", String.join(" ", packages));
    }
    int at = hold.indexOf("NAME");
    String each = hold.substring(at);
    return packages.stream()
        .map(name -> each.replace("NAME", name))
        .collect(Collectors.joining(" ", hold.substring(0, at), ""));
  }

  /** The name of a package; the full stop of a sentence can follow it. */
  private String name(String debian) {
    boolean ends = debian.endsWith(".");
    String word = ends ? debian.substring(0, debian.length() - 1) : debian;
    List<String> own = namesOf(word);
    return (own.isEmpty() ? word : String.join(" ", own)) + (ends ? "." : "");
  }
}
