package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageCommandsTest {

  private static PackageCommands of(String id) {
    return PackageCommands.of(FakeHost.with("/etc/os-release", "ID=" + id + "\n").host())
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "rhel | Run 'apt-get install iproute2 iptables'. | Run 'dnf install iproute iproute-tc"
            + " iptables-nft'.",
        "rhel | apt-get install apparmor. | dnf install apparmor.",
        "rhel | run apt-get install uidmap. Then log out | run dnf install shadow-utils. Then log"
            + " out",
        "rhel | apt-get install linux-modules-extra-$(uname -r) (Ubuntu). Reboot"
            + " | dnf install kernel-modules-extra-$(uname -r). Reboot",
        "rhel | 'apt-get install --reinstall containerd.io' (or | 'dnf reinstall containerd.io'"
            + " (or",
        "rhel | 'apt-get update', then 'apt-get full-upgrade' | 'dnf makecache', then 'dnf"
            + " upgrade'",
        "sles | 'apt-get install docker-ce docker-ce-cli' | 'zypper install docker'",
        "rhel | ('apt-mark hold docker-ce containerd.io') | ('dnf versionlock add docker-ce"
            + " containerd.io')",
        "sles | 'apt-mark hold docker-ce containerd.io' | 'zypper addlock docker containerd'",
        "alpine | 'apt-mark hold docker.io runc' | 'apk add docker=VERSION runc=VERSION'",
        "arch | 'apt-mark hold docker.io' | 'IgnorePkg = docker in the section [options] of"
            + " /etc/pacman.conf'",
        "alpine | 'apt-get install docker-compose-plugin' | 'apk add docker-cli-compose'",
        "alpine | 'apt-get remove PACKAGE'. | 'apk del PACKAGE'.",
        "arch | 'apt-get install docker-ce docker-ce-cli' | 'pacman -S docker'",
        "arch | apt refuses to install | apt refuses to install",
        "void | 'apt-get install x' | 'xbps-install x'",
        "void | 'apt-get install linux-modules-extra-$(uname -r)' | 'xbps-install linux'",
        "gentoo | 'apt-get install linux-modules-extra-$(uname -r)' | 'emerge gentoo-kernel-bin'",
        "rhel | run 'update-grub') | run 'grub2-mkconfig -o /boot/grub2/grub.cfg')",
        "sles | run 'update-grub') | run 'grub2-mkconfig -o /boot/grub2/grub.cfg')",
        "arch | run 'update-grub') | run 'grub-mkconfig -o /boot/grub/grub.cfg')",
        "alpine | run 'update-grub') | run 'grub-mkconfig -o /boot/grub/grub.cfg')",
        "gentoo | run 'update-grub') | run 'grub-mkconfig -o /boot/grub/grub.cfg')",
        "void | run 'update-grub') | run 'update-grub')",
      })
  void commandsOfAptAreThoseOfTheManager(String id, String apt, String other) {
    assertEquals(other, of(id).in(apt));
  }

  @ParameterizedTest
  @CsvSource({
    "ID=rhel VERSION_ID=8.10, iptables iptables-ebtables",
    "ID=rocky ID_LIKE=rhel VERSION_ID=9.6, iptables-nft iptables-nft",
    "ID=ol ID_LIKE=fedora VERSION_ID=9.6, iptables-nft iptables-nft",
    "ID=fedora VERSION_ID=40, iptables-nft iptables-nft moby-engine",
    "ID=amzn ID_LIKE=fedora VERSION_ID=2023, iptables-nft iptables-nft docker",
  })
  void namesDifferByRelease(String osRelease, String names) {
    Host host = FakeHost.with("/etc/os-release", osRelease.replace(' ', '\n') + "\n").host();
    assertEquals(
        names,
        Stream.of("iptables", "ebtables", "docker.io", "apparmor")
            .flatMap(debian -> PackageCommands.namesOn(host, debian).stream())
            .collect(Collectors.joining(" ")));
  }

  @Test
  void rebuildsAndOldReleasesAreKnown() {
    assertEquals("dnf install", of("rocky\nID_LIKE=\"rhel centos fedora\"").install());
    assertEquals(
        "yum install",
        PackageCommands.of(
                FakeHost.with("/etc/os-release", "ID=amzn\nVERSION_ID=2\n")
                    .file("/usr/bin/yum", "")
                    .host())
            .orElseThrow()
            .install());
  }

  @Test
  void smallSystemsHaveMicrodnf() {
    PackageCommands commands =
        PackageCommands.of(
                FakeHost.with("/etc/os-release", "ID=rhel\nVERSION_ID=8.10\n")
                    .file("/usr/bin/microdnf", "")
                    .host())
            .orElseThrow();
    assertEquals("microdnf install iptables", commands.in("apt-get install iptables"));
    assertEquals(
        "excludepkgs=docker-ce in /etc/dnf/dnf.conf", commands.in("apt-mark hold docker-ce"));
  }

  @Test
  void aHostWithDpkgHasApt() {
    assertEquals(
        Optional.empty(),
        PackageCommands.of(
            FakeHost.with("/etc/os-release", "ID=fedora\n")
                .file(DpkgStatus.PATH, "Package: dpkg\nStatus: install ok installed\n")
                .host()));
    assertEquals(
        Optional.empty(),
        PackageCommands.of(FakeHost.with("/etc/os-release", "ID=ubuntu\nID_LIKE=debian\n").host()));
  }
}
