package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.text.VersionNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerClientProbeTest {

  private static final String USERS =
      """
      root:x:0:0:root:/root:/bin/bash
      ann:x:1000:1000::/home/ann:/bin/bash
      www:x:33:33::/var/www:/usr/sbin/nologin
      """;

  private static FakeHost host() {
    return FakeHost.with("/etc/passwd", USERS).file("/etc/group", "ann:x:1000:\n");
  }

  private static String facet(Host host, String version, String facet) {
    return switch (new DockerClientProbe(VersionNumber.parse(version)).observe(host)) {
      case Observation.Found found -> found.facets().get(facet).preview();
      case Observation.Absent(String where, _) -> "absent: " + where;
      case Observation.Unreadable(String where, String why) -> "unreadable: " + where + ": " + why;
    };
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "29.0.1, 1.43, 1.44 or newer",
        "29.2.1, 1.24, 1.44 or newer",
        "29.3.0, 1.39, 1.40 or newer",
        "28.5.1, 1.23, 1.24 to 1.51",
        "28.5.1, 1.52, 1.24 to 1.51",
        "24.0.7, 1.44, 1.12 to 1.43",
      })
  void anApiVersionOutsideThoseOfTheReleaseIsRefused(String release, String set, String accepted) {
    FakeHost host = host().file("/etc/environment", "DOCKER_API_VERSION=\"" + set + "\"\n");
    assertEquals(
        "DOCKER_API_VERSION in /etc/environment, line 1, is "
            + set
            + " (the daemon accepts "
            + accepted
            + ")",
        facet(host.host(), release, "refused-api-versions"));
  }

  @Test
  void theLastFileThatSetsAVariableCounts() {
    FakeHost host =
        host()
            .file("/etc/environment", "DOCKER_HOST=unix:///gone\n")
            .file("/home/ann/.bashrc", "unset DOCKER_HOST\n")
            .file("/root/.profile", "export DOCKER_HOST=''\n");
    assertEquals("none", facet(host.host(), "29", "unreachable-daemons"));
  }

  @Test
  void usersWithoutALoginShellHaveNoClient() {
    FakeHost host = host().file("/var/www/.docker/config.json", "{");
    assertEquals("none", facet(host.host(), "29", "invalid-files"));
  }

  @Test
  void aComplaintAboutOneUserIsShownAlthoughAnotherIsUnknown() {
    FakeHost host =
        host()
            .denied("/root/.docker/config.json")
            .file("/home/ann/.docker/config.json", "{\"currentContext\": \"gone\"}");
    assertEquals(
        "the context \"gone\" (currentContext in /home/ann/.docker/config.json) does not exist",
        facet(host.host(), "29", "unreachable-daemons"));
    assertEquals(
        "/root/.docker/config.json: Permission denied",
        facet(host.host(), "29", "missing-credential-helpers"));
  }

  @Test
  void aHostWithoutUsersIsUnreadable() {
    assertEquals(
        "unreadable: /etc/passwd: no such file, though every running Linux has it",
        facet(FakeHost.empty().host(), "29", "plugins"));
  }
}
