package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OsReleaseTest {

  @Test
  void aDerivativesCodenameIsUbuntus() {
    OsRelease os =
        OsRelease.read(
            FakeHost.with(
                    "/etc/os-release",
                    """
                    NAME="Linux Mint"
                    ID=linuxmint
                    ID_LIKE="ubuntu debian"
                    VERSION_ID="22"
                    VERSION_CODENAME=wilma
                    UBUNTU_CODENAME=noble
                    """)
                .host());
    assertEquals("linuxmint", os.id());
    assertEquals(List.of("ubuntu", "debian"), os.idLike());
    assertEquals(Optional.of("noble"), os.codename());
    assertEquals("Linux Mint", os.prettyName());
  }

  @Test
  void aDerivativeOfDebianHasDebiansCodename() {
    OsRelease os =
        OsRelease.read(
            FakeHost.with("/etc/os-release", "VERSION_CODENAME=faye\nDEBIAN_CODENAME=bookworm\n")
                .host());
    assertEquals(Optional.of("bookworm"), os.codename());
  }

  @Test
  void theFileInEtcComesFirstAndTheOneInUsrLibSecond() {
    FakeHost both =
        FakeHost.with("/usr/lib/os-release", "ID=debian\n").file("/etc/os-release", "ID=alpine\n");
    assertEquals("alpine", OsRelease.read(both.host()).id());
    assertEquals(
        "debian", OsRelease.read(FakeHost.with("/usr/lib/os-release", "ID=debian").host()).id());
  }

  @Test
  void whatTheFileDoesNotSayHasTheManualsDefaults() {
    OsRelease os = OsRelease.read(FakeHost.with("/etc/os-release", "\n").host());
    assertEquals("linux", os.id());
    assertEquals("Linux", os.prettyName());
    assertEquals(Optional.empty(), os.versionId());
  }

  @Test
  void deniedAndAbsentAreTwoThings() {
    assertInstanceOf(
        Unreadable.class, OsRelease.read(FakeHost.empty().denied("/etc/os-release").host()).file());
    assertInstanceOf(Absent.class, OsRelease.read(FakeHost.empty().host()).file());
  }

  @Test
  void packagesAreThoseOfTheDistributionThatASystemIsMadeFrom() {
    assertEquals(Optional.of("ubuntu"), packagesOf("ID=ubuntu\nID_LIKE=debian\n"));
    assertEquals(Optional.of("ubuntu"), packagesOf("ID=linuxmint\nUBUNTU_CODENAME=noble\n"));
    assertEquals(Optional.of("debian"), packagesOf("ID=kali\nID_LIKE=debian\n"));
    assertEquals(Optional.of("raspbian"), packagesOf("ID=raspbian\nID_LIKE=debian\n"));
    assertEquals(Optional.empty(), packagesOf("ID=fedora\n"));
  }

  private static Optional<String> packagesOf(String text) {
    return OsRelease.read(FakeHost.with("/etc/os-release", text).host()).packagesOf();
  }
}
