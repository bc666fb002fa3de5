package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class UnattendedUpgradesProbeTest {

  private static FakeHost host(String settings) {
    return FakeHost.with("/etc/apt/apt.conf.d/50x", settings)
        .file("/etc/os-release", "ID=ubuntu\nVERSION_CODENAME=noble\n")
        .file(
            "/var/lib/dpkg/status",
            "Package: docker-ce\nStatus: install ok installed\nVersion: 5:29.0.0\n");
  }

  private static String ask(FakeHost host, String facet) {
    return RuleResult.facet(
        host.host(),
        "unattended-upgrades: {packages: [docker-ce, docker.io], uris:"
            + " [https://download.docker.com, mirror.example.org/docker]}",
        facet);
  }

  private static String on(String settings) {
    return ask(host(settings), "enabled");
  }

  private static String excepted(String expression) {
    return ask(
        host("Unattended-Upgrade::Package-Blacklist { \"" + expression + "\"; };"), "blacklisted");
  }

  private static String takes(String settings) {
    return ask(host(settings), "origin-allowed");
  }

  @Test
  void theLastWordSaysWhetherItIsOn() {
    assertEquals("no", on(""));
    assertEquals("yes", on("APT::Periodic::Unattended-Upgrade \"1\";"));
    assertEquals("yes", on("APT::Periodic { Unattended-Upgrade always; };"));
    assertEquals(
        "no", on("APT::Periodic::Unattended-Upgrade 1; apt::periodic { unattended-upgrade 0; };"));
    assertEquals("no", on("APT::Periodic::Unattended-Upgrade 1; APT::Periodic::Enable \"0\";"));
  }

  @Test
  void anExceptionMatchesWhereANameBegins() {
    for (String expression : new String[] {"docker", "^docker", "^docker-ce$", "docker-ce", ".*"}) {
      assertEquals("yes", excepted(expression), expression);
    }
    for (String expression :
        new String[] {"docker$", "docker-ce-cli", "docker.io", "ocker-ce", "docker|(", "x"}) {
      assertEquals("no", excepted(expression), expression);
    }
  }

  @Test
  void eachOfTheInstalledPackagesMustBeExcepted() {
    FakeHost without =
        host("Unattended-Upgrade::Package-Blacklist:: docker-ce;").file("/var/lib/dpkg/status", "");
    assertEquals("no", ask(without, "blacklisted"));
  }

  @Test
  void anOriginThatMeansDockersRepositoryTakesIt() {
    assertEquals("no", takes("Unattended-Upgrade::Allowed-Origins { \"Ubuntu:noble\"; };"));
    assertEquals(
        "yes", takes("Unattended-Upgrade::Allowed-Origins { \"Docker:${distro_codename}\"; };"));
    assertEquals("yes", takes("Unattended-Upgrade::Origins-Pattern:: \"origin=Docker\";"));
    assertEquals(
        "yes", takes("Unattended-Upgrade::Origins-Pattern:: \"site=mirror.example.org\";"));
  }

  @Test
  void theSuiteThatIsUsedCountsAsWellAsThatOfTheRelease() {
    FakeHost host =
        host("Unattended-Upgrade::Allowed-Origins:: \"Docker:jammy\";")
            .file(
                "/etc/apt/sources.list", "deb https://download.docker.com/linux/ubuntu jammy x\n");
    assertEquals("yes", ask(host, "origin-allowed"));
  }
}
