package io.hostready.facts;

import io.hostready.host.Host;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The release of Debian, Ubuntu, Raspbian, Fedora, CentOS Stream or RHEL whose packages a host
 * uses: its own, or the one on which it is based. The distribution is empty for other systems. The
 * release is a codename, or for the Red Hat family the major version; it is empty if the host does
 * not name it. Source: os-release(5); /etc/debian_version; the pages of the derivatives.
 */
public record BaseRelease(Optional<String> distribution, Optional<String> release) {

  /** Releases of Debian: https://www.debian.org/releases/. */
  private static final Set<String> OF_DEBIAN =
      Set.of(
          "wheezy",
          "jessie",
          "stretch",
          "buster",
          "bullseye",
          "bookworm",
          "trixie",
          "forky",
          "duke");

  /** Releases of Debian by the number in /etc/debian_version. */
  private static final Map<String, String> BY_NUMBER =
      Map.of("10", "buster", "11", "bullseye", "12", "bookworm", "13", "trixie", "14", "forky");

  /**
   * Releases of derivatives that name no release of Debian. Kali is rolling, and newer than Debian
   * 13; https://www.devuan.org/os/releases; https://parrotsec.org/docs/; https://pureos.net.
   */
  private static final Map<String, String> DERIVATIVES =
      Map.ofEntries(
          Map.entry("kali-rolling", "trixie"),
          Map.entry("kali-last-snapshot", "trixie"),
          Map.entry("chimaera", "bullseye"),
          Map.entry("daedalus", "bookworm"),
          Map.entry("excalibur", "trixie"),
          Map.entry("lory", "bookworm"),
          Map.entry("echo", "trixie"),
          Map.entry("byzantium", "bullseye"),
          Map.entry("crimson", "bookworm"));

  /** The Red Hat family; the versions of rebuilds are those of RHEL. */
  private static final Map<String, String> RED_HAT =
      Map.of(
          "fedora", "fedora",
          "centos", "centos",
          "rhel", "rhel",
          "almalinux", "rhel",
          "rocky", "rhel",
          "ol", "rhel");

  public static BaseRelease read(Host host) {
    return host.fact(BaseRelease.class, BaseRelease::of);
  }

  /** True for the codename of a release of Debian. */
  public static boolean isOfDebian(String codename) {
    return OF_DEBIAN.contains(codename);
  }

  private static BaseRelease of(Host host) {
    OsRelease os = OsRelease.read(host);
    String family = RED_HAT.get(os.id());
    if (family != null) {
      return new BaseRelease(
          Optional.of(family), os.versionId().map(version -> version.replaceFirst("\\..*", "")));
    }
    Optional<String> distribution = os.packagesOf();
    return new BaseRelease(
        distribution,
        distribution.filter("debian"::equals).isPresent() ? ofDebian(host, os) : os.codename());
  }

  private static Optional<String> ofDebian(Host host, OsRelease os) {
    Optional<String> own =
        os.field("DEBIAN_CODENAME").or(() -> os.field("VERSION_CODENAME")); // not UBUNTU_CODENAME
    if (os.id().equals("debian") || own.filter(OF_DEBIAN::contains).isPresent()) {
      return own;
    }
    return own.map(DERIVATIVES::get)
        .or(
            () ->
                host.trimmedText("/etc/debian_version")
                    .map(version -> BY_NUMBER.get(version.replaceFirst("\\..*", ""))))
        .or(() -> own);
  }
}
