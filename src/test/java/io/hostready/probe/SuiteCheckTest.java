package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.AptSources.Source;
import io.hostready.facts.OsRelease;
import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteCheckTest {

  private static final String NOBLE = "ID=ubuntu\nPRETTY_NAME=Ubuntu\nVERSION_CODENAME=noble\n";
  private static final String KALI = "ID=kali\nID_LIKE=debian\nVERSION_CODENAME=kali-rolling\n";
  private static final String DEVUAN = "ID=devuan\nID_LIKE=debian\nVERSION_CODENAME=daedalus\n";

  private static String fit(String osRelease, String uri, String suite) {
    OsRelease os = OsRelease.read(FakeHost.with("/etc/os-release", osRelease).host());
    return SuiteCheck.of(os, List.of(new Source(uri, suite, List.of(), List.of(), "x.list", 1)))
        .preview();
  }

  private static String docker(String osRelease, String directory, String suite) {
    return fit(osRelease, "https://download.docker.com/linux/" + directory, suite);
  }

  @Test
  void aSuiteOfAnotherReleaseDoesNotFit() {
    assertEquals("yes", docker(NOBLE, "ubuntu", "noble"));
    assertEquals("yes", docker(NOBLE, "ubuntu/", "noble-updates"));
    assertEquals("no (x.list:1 has suite jammy, not noble)", docker(NOBLE, "ubuntu", "jammy"));
    assertEquals("no (x.list:1 has suite nobler, not noble)", docker(NOBLE, "ubuntu", "nobler"));
  }

  @Test
  void theDirectoryOfAnotherDistributionDoesNotFit() {
    assertEquals(
        "no (x.list:1 has https://download.docker.com/linux/debian, not for Ubuntu)",
        docker(NOBLE, "debian", "noble"));
    assertEquals(
        "no (x.list:1 has http://mirror.example.org/docker-ce/linux/debian, not for Ubuntu)",
        fit(NOBLE, "http://mirror.example.org/docker-ce/linux/debian", "noble"));
    assertEquals(
        "no (x.list:1 has https://download.docker.com/linux/linuxmint, not for Linux)",
        docker("ID=linuxmint\nUBUNTU_CODENAME=noble\n", "linuxmint", "noble"));
  }

  @Test
  void ofAMirrorsOwnDirectoriesOnlyTheSuiteIsJudged() {
    assertEquals("yes", fit(NOBLE, "http://mirror.example.org/linux/docker", "noble"));
    assertEquals(
        "no (x.list:1 has suite jammy, not noble)",
        fit(NOBLE, "http://mirror.example.org/linux/docker", "jammy"));
    assertEquals("yes", fit(KALI, "http://mirror.example.org/docker", "kali-rolling"));
  }

  @Test
  void raspbianTakesDebiansPackagesAsWell() {
    String raspbian = "ID=raspbian\nID_LIKE=debian\nVERSION_CODENAME=bookworm\n";
    assertEquals("yes", docker(raspbian, "raspbian", "bookworm"));
    assertEquals("yes", docker(raspbian, "debian", "bookworm"));
    assertEquals(
        "no (x.list:1 has suite bullseye, not bookworm)", docker(raspbian, "debian", "bullseye"));
  }

  @Test
  void aRollingDerivativeTakesAnyReleaseOfDebianAndNothingElse() {
    assertEquals("yes", docker(KALI, "debian", "bookworm"));
    assertEquals(
        "no (x.list:1 has suite kali-rolling, which Debian does not have)",
        docker(KALI, "debian", "kali-rolling"));
  }

  @Test
  void ofAnotherDerivativeNobodyKnowsTheReleaseOfDebian() {
    assertEquals(
        "/etc/os-release: it does not name the Debian release that this one is based on",
        docker(DEVUAN, "debian", "bookworm"));
    assertEquals(
        "no (x.list:1 has suite daedalus, which Debian does not have)",
        docker(DEVUAN, "debian", "daedalus"));
    assertEquals("yes", docker(DEVUAN + "DEBIAN_CODENAME=bookworm\n", "debian", "bookworm"));
  }

  @Test
  void withoutACodenameNothingIsKnownButTheDirectory() {
    assertEquals(
        "/etc/os-release: it does not name the codename", docker("ID=ubuntu\n", "ubuntu", "noble"));
    assertEquals(
        "no (x.list:1 has https://download.docker.com/linux/debian, not for Linux)",
        docker("ID=ubuntu\n", "debian", "noble"));
  }
}
