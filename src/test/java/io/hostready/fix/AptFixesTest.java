package io.hostready.fix;

import static io.hostready.fix.Planning.changes;
import static io.hostready.fix.Planning.described;
import static io.hostready.fix.Planning.refusal;
import static io.hostready.fix.Planning.written;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.FetchKey;
import io.hostready.change.UpdatePackageLists;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AptFixesTest {

  private static final String REPOSITORY = FixKinds.find("add-apt-source").orElseThrow().example();
  private static final String OWN = "/etc/apt/sources.list.d/docker.sources";

  private static FakeHost host(String osRelease) {
    return FakeHost.with("/etc/os-release", osRelease.replace(' ', '\n') + "\n")
        .directory("/etc/apt/sources.list.d")
        .directory("/etc/apt/keyrings")
        .file("/var/lib/dpkg/status", installed("dpkg", "1.22") + installed("bash", "5.2"));
  }

  private static String installed(String name, String version) {
    return "Package: %s\nStatus: install ok installed\nArchitecture: arm64\nVersion: %s\n\n"
        .formatted(name, version);
  }

  @Test
  void theWholeSourceIsWritten() {
    assertEquals(
        """
        # Written by hostready; 'hostready undo' reverts it.
        Types: deb
        URIs: https://download.docker.com/linux/ubuntu
        Suites: noble
        Components: stable
        Architectures: arm64
        Signed-By: /etc/apt/keyrings/docker.asc
        """,
        written(host("ID=ubuntu VERSION_CODENAME=noble").host(), OWN, REPOSITORY));
  }

  @ParameterizedTest
  @CsvSource({
    "ID=debian VERSION_CODENAME=trixie, debian, trixie",
    "ID=ubuntu VERSION_CODENAME=jammy UBUNTU_CODENAME=jammy, ubuntu, jammy",
    "ID=linuxmint ID_LIKE=ubuntu VERSION_CODENAME=wilma UBUNTU_CODENAME=noble, ubuntu, noble",
    "ID=linuxmint ID_LIKE=debian VERSION_CODENAME=faye DEBIAN_CODENAME=bookworm, debian, bookworm",
    "ID=kali ID_LIKE=debian VERSION_CODENAME=kali-rolling, debian, trixie",
    "ID=raspbian ID_LIKE=debian VERSION_CODENAME=bookworm, raspbian, bookworm",
  })
  void derivativesTakeThePackagesOfWhatTheyAreMadeFrom(
      String osRelease, String distribution, String codename) {
    String text = written(host(osRelease).host(), OWN, REPOSITORY);
    assertTrue(text.contains("/linux/" + distribution + "\nSuites: " + codename + "\n"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "ID=fedora VERSION_ID=42, is not Debian",
    "ID=debian PRETTY_NAME=sid, has no VERSION_CODENAME",
  })
  void whatIsNoReleaseOfDebianOrUbuntuIsLeftForAPerson(String osRelease, String why) {
    String refusal = refusal(host(osRelease).host(), REPOSITORY);
    assertTrue(refusal.contains(why), refusal);
  }

  @Test
  void olderEntriesOfTheSameRepositoryAreSwitchedOff() {
    FakeHost host =
        host("ID=ubuntu VERSION_CODENAME=noble")
            .file("/etc/apt/sources.list", "deb http://archive.ubuntu.com/ubuntu noble main\n")
            .file(
                "/etc/apt/sources.list.d/docker.list",
                "deb [signed-by=/x.gpg] https://download.docker.com/linux/ubuntu noble stable\n")
            .file("/etc/apt/sources.list.d/docker.list.save", "deb https://download.docker.com\n");
    assertEquals(
        List.of(
            "check suite noble exists at https://download.docker.com/linux/ubuntu",
            "change /etc/apt/sources.list.d/docker.list",
            "create " + OWN,
            "run apt-get update (only https://download.docker.com/linux/ubuntu)"),
        described(host.host(), REPOSITORY));
    assertEquals(
        new UpdatePackageLists(OWN, "https://download.docker.com/linux/ubuntu"),
        changes(host.host(), REPOSITORY).getLast());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deb [trusted=yes] https://download.docker.com/linux/ubuntu/internal noble stable",
        "deb [arch=arm64 trusted=yes] http://download.docker.com/x/../linux/./ubuntu//sub noble"
            + " stable",
        "deb [allow-insecure=yes] http://mirror@DOWNLOAD.docker.com./linux/%75buntu/a/ noble"
            + " stable",
      })
  void unsignedSourceBelowTheRepositoryIsRefusedInThePlan(String line) {
    FakeHost host =
        host("ID=ubuntu VERSION_CODENAME=noble")
            .file("/etc/apt/sources.list.d/internal.list", "# internal\n" + line + "\n");
    String refusal = refusal(host.host(), REPOSITORY);
    assertTrue(refusal.startsWith("/etc/apt/sources.list.d/internal.list:2: "), refusal);
    assertTrue(refusal.contains("is in https://download.docker.com/linux/ubuntu"), refusal);
  }

  @Test
  void anOlderFileThatCannotBeReadIsLeftForAPerson() {
    FakeHost host =
        host("ID=ubuntu VERSION_CODENAME=noble").denied("/etc/apt/sources.list.d/old.list");
    assertTrue(refusal(host.host(), REPOSITORY).contains("old.list cannot be read"));
  }

  @Test
  void bytesThatAreNoTextAreNotWrittenBack() {
    FakeHost host =
        host("ID=ubuntu VERSION_CODENAME=noble")
            .file(
                "/etc/apt/sources.list",
                "# caf\u00e9\ndeb https://download.docker.com/linux/ubuntu noble stable\n"
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    assertTrue(refusal(host.host(), REPOSITORY).contains("not UTF-8 text"));
  }

  @Test
  void theKeyIsThatOfTheDistributionWithItsFingerprintWithoutSpaces() {
    FetchKey key =
        (FetchKey)
            changes(
                    host("ID=debian VERSION_CODENAME=trixie").host(),
                    FixKinds.find("install-signing-key").orElseThrow().example())
                .getLast();
    assertEquals("https://download.docker.com/linux/debian/gpg", key.url());
    assertEquals("9DC858229FC7DD38854AE2D88D81803C0EBFCD88", key.fingerprint());
    assertEquals(0644, key.mode());
  }

  @ParameterizedTest
  @CsvSource({
    "5:29, 5:29.*",
    "5:29.0, 5:29.0.*",
    "5:29.0.1, 5:29.0.1-*",
    "5:20.10.24, 5:20.10.24~*",
    "5:20.10, 5:20.10.*",
    "5:29.0.0-1~debian.13~trixie, 5:29.0.0-1~debian.13~trixie*",
  })
  void aStartOfAVersionEndsWhereANumberEnds(String start, String pattern) {
    assertEquals(pattern, InstallPackagesFix.pattern(start));
  }

  @Test
  void packagesAreAskedForByVersionWhereOneIsTold() {
    assertEquals(
        List.of("install docker-ce=5:29.* docker-ce-cli=5:29.* containerd.io"),
        described(
            host("ID=debian").host(), FixKinds.find("install-packages").orElseThrow().example()));
  }

  @Test
  void packagesInTheWayAreNamedAndNothingIsPlanned() {
    FakeHost host =
        host("ID=debian")
            .file("/var/lib/dpkg/status", installed("runc", "1") + installed("x", "1"));
    String refusal =
        refusal(host.host(), FixKinds.find("install-packages").orElseThrow().example());
    assertTrue(refusal.startsWith("docker-ce conflicts with installed packages: runc"), refusal);
    assertTrue(refusal.endsWith("; after it, 'hostready fix' can install docker-ce."), refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/snap/docker/2964/meta/snap.yaml", "/var/snap/docker/current"})
  void aSnapInTheWayIsNamedAndNothingIsPlanned(String path) {
    String fix = "install-packages: {names: [docker-ce], conflicting-snaps: [docker]}";
    assertEquals(
        List.of("install docker-ce"),
        described(host("ID=ubuntu").directory("/snap/core22").host(), fix));
    String refusal = refusal(host("ID=ubuntu").file(path, "").host(), fix);
    assertTrue(refusal.startsWith("docker-ce conflicts with the installed snap docker."), refusal);
    assertTrue(refusal.contains("'snap remove docker'"), refusal);
  }

  @Test
  void packagesThatAnEarlierStepRemovesAreNotInTheWay() {
    FakeHost host = host("ID=debian").file("/var/lib/dpkg/status", installed("runc", "1"));
    PlanBuilder builder = new PlanBuilder(host.host());
    Planning.fix("remove-packages: {names: [runc, containerd]}").plan(builder);
    Planning.fix(FixKinds.find("install-packages").orElseThrow().example()).plan(builder);
    assertEquals("remove runc", builder.changes().getFirst().description());
    assertEquals(2, builder.changes().size());
  }

  @Test
  void nothingIsRemovedWhereNothingIsInstalled() {
    assertEquals(
        List.of(), described(host("ID=debian").host(), "remove-packages: {names: [runc]}"));
  }

  @Test
  void aVersionOfAPackageThatIsNotNamedIsAMistake() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Planning.fix("install-packages: {names: [a1], versions: {b1: '1'}}"));
  }

  @Test
  void withoutSystemdAUnitIsEnabledAndItsStartLeftForAPerson() {
    FakeHost host = FakeHost.empty().command("systemctl is-enabled docker.service", "disabled\n");
    PlanBuilder builder = new PlanBuilder(host.host());
    Planning.fix("enable-unit: {name: docker.service}").plan(builder);
    assertEquals(1, builder.changes().size(), builder.changes().toString());
    assertTrue(builder.left().getFirst().startsWith("systemd does not run here"));
  }

  @Test
  void withSystemdAUnitIsEnabledAndStarted() {
    FakeHost host =
        FakeHost.empty()
            .directory("/run/systemd/system")
            .command("systemctl is-enabled docker.service", "disabled\n")
            .command("systemctl show docker.service --property=ActiveState --value", "inactive\n");
    assertEquals(
        List.of("enable docker.service at boot", "start docker.service"),
        described(host.host(), "enable-unit: {name: docker.service}"));
  }
}
