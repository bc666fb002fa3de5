package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstalledPackagesTest {

  private static final String QUERY = String.join(" ", RpmDatabase.QUERY);
  private static final String SQLITE = "/var/lib/rpm/rpmdb.sqlite";

  private static final Host RPM =
      FakeHost.with(SQLITE, "")
          .command(
              QUERY,
              """
              docker-ce 3 29.0.1 1.el9 x86_64
              kernel (none) 5.14.0 570.el9 x86_64
              kernel (none) 5.14.0 611.el9 x86_64
              gpg-pubkey (none) 621e9f35 58adea78 (none)
              broken line
              """)
          .host();

  private static final Host APK =
      FakeHost.with(
              "/lib/apk/db/installed",
              """
              C:Q1abc=
              P:musl
              V:1.2.5-r10
              A:x86_64
              F:lib
              R:P:none

              C:Q1def=
              P:docker-engine
              V:28.0.0_rc1-r0
              A:x86_64
              """)
          .host();

  private static final Host PACMAN =
      FakeHost.with("/var/lib/pacman/local/ALPM_DB_VERSION", "9\n")
          .file("/var/lib/pacman/local/docker-1:29.0.1-1/desc", "")
          .file("/var/lib/pacman/local/docker-buildx-0.30.1-1/desc", "")
          .host();

  private static List<String> versions(Host host, String name) {
    return InstalledPackages.read(host).entries(name).stream()
        .map(entry -> entry.version() + " " + entry.upstreamVersion())
        .toList();
  }

  @Test
  void rpmIsAskedOnceForAll() {
    assertEquals(List.of("3:29.0.1-1.el9 29.0.1"), versions(RPM, "docker-ce"));
    assertEquals(
        List.of("5.14.0-611.el9 5.14.0", "5.14.0-570.el9 5.14.0"), versions(RPM, "kernel"));
    assertEquals(List.of(), versions(RPM, "broken"));
    assertEquals(PackageFormat.RPM, InstalledPackages.read(RPM).format().orElse(null));
  }

  @Test
  void apkHasStanzas() {
    assertEquals(List.of("1.2.5-r10 1.2.5"), versions(APK, "musl"));
    assertEquals(List.of("28.0.0_rc1-r0 28.0.0~rc1"), versions(APK, "docker-engine"));
    assertEquals(
        9, InstalledPackages.read(APK).entries("docker-engine").getFirst().line().orElse(0));
  }

  @Test
  void pacmanHasDirectories() {
    assertEquals(List.of("1:29.0.1-1 29.0.1"), versions(PACMAN, "docker"));
    assertEquals(List.of("0.30.1-1 0.30.1"), versions(PACMAN, "docker-buildx"));
    assertEquals(List.of(), versions(PACMAN, "docker-1:29.0.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/lib/sysimage/rpm/rpmdb.sqlite",
    "/var/lib/rpm/Packages",
    "/var/lib/rpm/Packages.db"
  })
  void theDatabaseOfRpmHasSeveralPlaces(String file) {
    Host host = FakeHost.with(file, "").command(QUERY, "bash (none) 5.2 1 x86_64\n").host();
    assertEquals(List.of("5.2-1 5.2"), versions(host, "bash"));
  }

  private static void assertUnreadable(String where, String why, Host host) {
    Reading<PackageDatabase> database = InstalledPackages.read(host).database();
    assertEquals(new Unreadable<>(where, why), assertInstanceOf(Unreadable.class, database));
  }

  @Test
  void aDatabaseThatCannotBeReadIsNotEmpty() {
    assertUnreadable("rpm -qa", "not recorded of this host", FakeHost.with(SQLITE, "").host());
    assertUnreadable(
        "rpm -qa",
        "no such command, but /var/lib/rpm has a database",
        FakeHost.with(SQLITE, "").command(QUERY, new CommandOutcome.NotFound("rpm")).host());
    assertUnreadable(
        "rpm -qa",
        "error: rpmdb: damaged",
        FakeHost.with(SQLITE, "")
            .command(QUERY, new CommandOutcome.Ended(1, "", "error: rpmdb: damaged\n"))
            .host());
    assertUnreadable(
        "rpm -qa", "it lists no package", FakeHost.with(SQLITE, "").command(QUERY, "").host());
    assertUnreadable(
        "/lib/apk/db/installed",
        "it lists no package",
        FakeHost.with("/lib/apk/db/installed", "").host());
    assertUnreadable(
        "/var/lib/dpkg/status",
        "there is no package database of dpkg, rpm, apk or pacman",
        FakeHost.empty().host());
  }

  @Test
  void dpkgOfAnotherSystemListsNothing() {
    // Fedora and Arch have a package of dpkg, with an empty status file.
    Host fedora =
        FakeHost.with(DpkgStatus.PATH, "")
            .file(SQLITE, "")
            .command(QUERY, "bash (none) 5.2 1 x86_64\n")
            .host();
    assertEquals(List.of("5.2-1 5.2"), versions(fedora, "bash"));
    // The same after a power failure on Debian, which has no other database.
    assertUnreadable(
        DpkgStatus.PATH,
        "it lists no package, not even dpkg",
        FakeHost.with(DpkgStatus.PATH, "").host());
    Host hidden =
        FakeHost.with(SQLITE, "")
            .command(QUERY, "bash (none) 5.2 1 x86_64\n")
            .denied(DpkgStatus.PATH)
            .host();
    assertInstanceOf(Unreadable.class, InstalledPackages.read(hidden).database());
  }

  @Test
  void rpmOnDebianIsNotAsked() {
    Host debian =
        FakeHost.with(
                DpkgStatus.PATH,
                "Package: rpm\nStatus: hold ok installed\nArchitecture: amd64\nVersion: 4.20.1-1\n")
            .file(SQLITE, "")
            .command(QUERY, "bash (none) 5.2 1 x86_64\n")
            .host();
    assertEquals(List.of("4.20.1-1 4.20.1"), versions(debian, "rpm"));
    assertEquals(true, InstalledPackages.read(debian).entries("rpm").getFirst().isHeld());
    assertEquals(List.of(), versions(debian, "bash"));
  }
}
