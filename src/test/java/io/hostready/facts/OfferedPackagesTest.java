package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfferedPackagesTest {

  private static final String DPKG =
      "Package: dpkg\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.22.21\n";

  private static final String POLICY =
      """
      docker-ce:
        Installed: 5:27.5.1-1~debian.12~bookworm
        Candidate: 5:29.8.2-1~debian.12~bookworm
        Version table:
           5:30.0.0-1~debian.12~bookworm -1
              500 https://download.docker.com/linux/debian bookworm/test amd64 Packages
      """;

  private static String command(List<String> argv) {
    return String.join(" ", argv);
  }

  private static Optional<VersionNumber> newest(Host host) {
    return OfferedPackages.newest(host, "docker-ce").toOptional();
  }

  @Test
  void aptOffersItsCandidate() {
    Host host =
        FakeHost.with(DpkgStatus.PATH, DPKG)
            .command(command(OfferedPackages.apt("docker-ce")), POLICY)
            .host();
    assertEquals(Optional.of(VersionNumber.parse("29.8.2")), newest(host));
  }

  @Test
  void aptWithoutACandidateOffersNothing() {
    Host host =
        FakeHost.with(DpkgStatus.PATH, DPKG)
            .command(
                command(OfferedPackages.apt("docker-ce")),
                "docker-ce:\n  Installed: (none)\n  Candidate: (none)\n")
            .host();
    assertInstanceOf(Reading.Absent.class, OfferedPackages.newest(host, "docker-ce"));
  }

  @Test
  void dnfOffersTheNewestVersion() {
    Host host =
        FakeHost.with("/usr/bin/dnf-3", "")
            .command(command(OfferedPackages.dnf("docker-ce")), "29.8.2\n\n28.5.2\n")
            .host();
    assertEquals(Optional.of(VersionNumber.parse("29.8.2")), newest(host));
  }

  @Test
  void aCaptureWithoutTheListsIsUnreadableAndAnotherSystemOffersNothing() {
    assertInstanceOf(
        Reading.Unreadable.class,
        OfferedPackages.newest(FakeHost.with(DpkgStatus.PATH, DPKG).host(), "docker-ce"));
    assertInstanceOf(
        Reading.Absent.class,
        OfferedPackages.newest(FakeHost.with("/sbin/apk", "").host(), "docker"));
  }
}
