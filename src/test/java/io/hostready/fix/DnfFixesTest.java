package io.hostready.fix;

import static io.hostready.fix.Planning.described;
import static io.hostready.fix.Planning.refusal;
import static io.hostready.fix.Planning.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .command("rpm -q gpg-pubkey --qf %{VERSION}\\n", "fd431d51\n");
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
    "ID=centos VERSION_ID=10, centos/10",
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
        java.util.List.of(
            "check release 9 exists at https://download.docker.com/linux/rhel/9/x86_64/stable",
            "create /etc/pki/rpm-gpg/docker.asc (key 060A 61C5 1B55 8A7F 742B 77AA C52F EB6B 621E"
                + " 9F35)",
            "create " + OWN,
            "import the key /etc/pki/rpm-gpg/docker.asc in rpm's database"),
        described(host("ID=rocky VERSION_ID=9.6").host(), REPOSITORY));
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

  @Test
  void packagesWithoutNamesOfRpmAreLeftToTheOperator() {
    String debian = "install-packages: {names: [uidmap]}";
    Optional<String> why = Planning.fix(debian).refusal(host("ID=rhel NAME=RHEL").host());
    assertEquals(
        Optional.of(
            "This fix is for hosts with apt and dpkg, and this host is RHEL with dnf 4. Run 'dnf"
                + " install shadow-utils'."),
        why);
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
}
