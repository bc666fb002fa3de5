package io.hostready.fix;

import static io.hostready.fix.Planning.described;
import static io.hostready.fix.Planning.refusal;
import static io.hostready.fix.Planning.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnfFixesTest {

  private static final String REPOSITORY =
      """
      add-dnf-repository:
        name: docker-ce-stable
        uri: https://download.docker.com/linux/{distribution}/{release}/{architecture}/stable
        key-uri: https://download.docker.com/linux/{distribution}/gpg
        key: /etc/pki/rpm-gpg/docker.asc
        fingerprint: 060A 61C5 1B55 8A7F 742B 77AA C52F EB6B 621E 9F35
      """;
  private static final String OWN = "/etc/yum.repos.d/docker-ce-stable.repo";

  private static FakeHost host(String osRelease) {
    return FakeHost.with("/etc/os-release", osRelease.replace(' ', '\n') + "\n")
        .directory("/etc/yum.repos.d")
        .directory("/etc/pki/rpm-gpg")
        .file("/usr/bin/dnf-3", "")
        .file("/proc/sys/kernel/arch", "x86_64\n")
        .file("/var/lib/rpm/rpmdb.sqlite", "")
        .command(
            "rpm -qa --qf %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n",
            "gpg-pubkey (none) fd431d51 4ae0493b (none)\n");
  }

  @Test
  void theWholeRepositoryIsWritten() {
    assertEquals(
        """
        # Written by hostready; 'hostready undo' reverts it.
        [docker-ce-stable]
        name=docker-ce-stable
        baseurl=https://download.docker.com/linux/rhel/9/x86_64/stable
        enabled=1
        gpgcheck=1
        gpgkey=file:///etc/pki/rpm-gpg/docker.asc
        """,
        written(host("ID=rocky VERSION_ID=9.6").host(), OWN, REPOSITORY));
  }

  @Test
  void moduleOfRelease8DoesNotHideThePackages() {
    String text = written(host("ID=almalinux VERSION_ID=8.10").host(), OWN, REPOSITORY);
    assertTrue(text.endsWith("\nmodule_hotfixes=1\n"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "ID=rhel VERSION_ID=9.6, rhel/9",
    "ID=rhel VERSION_ID=10.1, rhel/10",
    "ID=rhel VERSION_ID=8.10, rhel/8",
    "ID=centos VERSION_ID=10, centos/10",
    "ID=centos VERSION_ID=9, centos/9",
    "ID=almalinux VERSION_ID=9.6, rhel/9",
    "ID=ol VERSION_ID=9.6, rhel/9",
    "ID=ol VERSION_ID=8.10, rhel/8",
    "ID=fedora VERSION_ID=40, fedora/40",
  })
  void derivativesHaveThePackagesOfTheirBase(String osRelease, String directory) {
    String text = written(host(osRelease).host(), OWN, REPOSITORY);
    assertTrue(text.contains("/linux/" + directory + "/x86_64/stable\n"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "ID=amzn ID_LIKE=fedora VERSION_ID=2023, Docker has no packages for",
    "ID=rhel, has no number in VERSION_ID",
  })
  void systemsWithoutPackagesOfDockerAreRefused(String osRelease, String why) {
    String refusal = refusal(host(osRelease).host(), REPOSITORY);
    assertTrue(refusal.contains(why), refusal);
  }

  @Test
  void keyIsVerifiedAndImportedOnceTheRepositoryIsKnownToHaveTheRelease() {
    assertEquals(
        List.of(
            "check release 9 exists at https://download.docker.com/linux/rhel/9/x86_64/stable",
            "create /etc/pki/rpm-gpg/docker.asc (key 060A 61C5 1B55 8A7F 742B 77AA C52F EB6B 621E"
                + " 9F35)",
            "create " + OWN,
            "import the key /etc/pki/rpm-gpg/docker.asc in rpm's database"),
        described(host("ID=rocky VERSION_ID=9.6").host(), REPOSITORY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"621e9f35", "060a61c51b558a7f742b77aac52feb6b621e9f35"})
  void keyThatRpmHasIsNotImportedAgain(String version) {
    FakeHost host =
        host("ID=rocky VERSION_ID=9.6")
            .command(
                "rpm -qa --qf %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n",
                "gpg-pubkey (none) " + version + " 58adea78 (none)\n");
    assertEquals(
        List.of(),
        described(host.host(), REPOSITORY).stream().filter(s -> s.contains("rpm's")).toList());
  }

  @Test
  void olderSectionsOfTheRepositoryBecomeComments() {
    String older =
        """
        [main]
        [docker-ce-stable]
        baseurl=https://mirror.example.org/x
        enabled=1

        # mine
        [other]
        baseurl = https://download.docker.com/linux/rhel/$releasever/${basearch}/stable/
        [test]
        baseurl=https://download.docker.com/linux/rhel/$releasever/$basearch/test
        """;
    assertEquals(
        """
        [main]
        # taken out by hostready: [docker-ce-stable]
        # taken out by hostready: baseurl=https://mirror.example.org/x
        # taken out by hostready: enabled=1

        # mine
        # taken out by hostready: [other]
        # taken out by hostready: baseurl = https://download.docker.com/linux/rhel/$releasever/${basearch}/stable/
        [test]
        baseurl=https://download.docker.com/linux/rhel/$releasever/$basearch/test
        """,
        new DnfRepositoryText(older)
            .without(
                "docker-ce-stable",
                "https://download.docker.com/linux/rhel/9/x86_64/stable",
                "9",
                "x86_64"));
  }

  @ParameterizedTest
  @CsvSource({"5:29, 29.*", "5:28.5, 28.5.*", "5:29.0.1, 29.0.1", "29.0.1-1.el9, 29.0.1-1.el9"})
  void versionHasNoEpoch(String start, String pattern) {
    assertEquals(pattern, InstallPackagesFix.rpmPattern(start));
  }

  @ParameterizedTest
  @CsvSource({
    "ID=rocky ID_LIKE=rhel VERSION_ID=9.6, iptables-nft conntrack-tools iproute iproute-tc",
    "ID=almalinux ID_LIKE=rhel VERSION_ID=8.10, iptables conntrack-tools iproute iproute-tc",
  })
  void packagesHaveTheNamesOfTheSystem(String osRelease, String names) {
    assertEquals(
        List.of("install " + names),
        described(
            host(osRelease).host(), "install-packages: {names: [iptables, conntrack, iproute2]}"));
  }

  @Test
  void packagesOfAnotherNameAreInstalledOnce() {
    assertEquals(
        List.of("install iptables-nft"),
        described(
            host("ID=rhel VERSION_ID=9.6").host(),
            "install-packages: {names: [iptables, ebtables]}"));
  }

  @Test
  void packagesThatTheSystemDoesNotHaveAreLeftToTheOperator() {
    Host host = host("ID=rhel NAME=RHEL VERSION_ID=9.6").host();
    String apparmor = "install-packages: {names: [iptables, apparmor, docker.io]}";
    String why = "RHEL has no package of apparmor and docker.io. Make this change by hand.";
    assertEquals(Optional.of(why), Planning.fix(apparmor).refusal(host));
    assertEquals(why, refusal(host, apparmor));
  }

  @Test
  void packagesOfAnUnknownSystemAreLeftToTheOperator() {
    assertEquals(
        Optional.of("The names of packages of Other are not known. Install these by hand: uidmap."),
        Planning.fix("install-packages: {names: [uidmap]}")
            .refusal(host("ID=other NAME=Other").host()));
  }

  @Test
  void dockerOfTheDistributionIsInstalledIfItHasOne() {
    assertEquals(
        List.of("install docker"),
        described(
            host("ID=amzn ID_LIKE=fedora VERSION_ID=2023").host(),
            "install-packages: {names: [docker.io], refresh: true}"));
  }

  @Test
  void locksHaveTheNamesOfTheSystem() {
    FakeHost host =
        host("ID=rhel VERSION_ID=9.6").file("/etc/dnf/plugins/versionlock.conf", "[main]\n");
    assertEquals(
        List.of("hold package conntrack-tools"),
        described(host.host(), "hold-packages: {names: [conntrack]}"));
  }

  @ParameterizedTest
  @CsvSource({"dnf5, dnf 5", "microdnf, microdnf"})
  void programsThatAreNotSupportedAreNamed(String program, String name) {
    FakeHost host =
        FakeHost.with("/etc/os-release", "ID=fedora\nNAME=Fedora\n")
            .file("/usr/bin/" + program, "");
    Optional<String> why = Planning.fix(REPOSITORY).refusal(host.host());
    assertTrue(why.orElse("").contains("this host is Fedora with " + name + "."), why::toString);
  }

  @ParameterizedTest
  @CsvSource({"dnf-3, true", "dnf5, false"})
  void dnfIsTheProgramOfItsLink(String target, boolean isDnf4) {
    Host host =
        host("ID=rhel VERSION_ID=10.1")
            .file("/usr/bin/dnf5", "")
            .link("/usr/bin/dnf", target)
            .host();
    assertEquals(isDnf4, Planning.fix(REPOSITORY).refusal(host).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "ID=fedora VERSION_ID=43, dnf5, dnf versionlock add docker-ce",
    "ID=alpine, apk, apk add docker=VERSION",
  })
  void holdsOfOtherSystemsAreManualSteps(String osRelease, String program, String command) {
    FakeHost host =
        FakeHost.with("/etc/os-release", osRelease.replace(' ', '\n') + "\n")
            .file("/usr/bin/" + program, "");
    String why =
        Planning.fix("hold-packages: {names: [docker-ce]}").refusal(host.host()).orElseThrow();
    assertTrue(why.endsWith(". Run '" + command + "'."), why);
  }
}
