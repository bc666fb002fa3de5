package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.DpkgStatus;
import io.hostready.facts.RpmDatabase;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageProbeTest {

  private static final Host HOST =
      FakeHost.with(
              DpkgStatus.PATH,
              """
              Package: docker.io
              Status: deinstall ok config-files
              Architecture: amd64
              Version: 24.0.7-0ubuntu4.1

              Package: docker-ce
              Status: hold ok installed
              Architecture: amd64
              Version: 5:29.0.1-1~ubuntu.24.04~noble

              Package: gone
              Status: purge ok not-installed

              Package: half
              Status: install reinstreq half-installed
              Version: weird
              """)
          .host();

  @ParameterizedTest
  @CsvSource({
    "docker-ce, state, installed",
    "docker-ce, version, 5:29.0.1-1~ubuntu.24.04~noble",
    "docker-ce, upstream-version, 29.0.1",
    "docker-ce, held, yes",
    "docker.io, state, config-files",
    "docker.io, held, no",
    "'[docker.io, docker-ce]', name, docker-ce",
    "'[none, docker.io]', name, docker.io",
    "half, state, half-installed",
    "half, upstream-version, /var/lib/dpkg/status: 'weird' is not a version such as 3.8 or"
        + " 6.12.0-55",
    "gone, state, absent: /var/lib/dpkg/status",
    "docker, state, absent: /var/lib/dpkg/status",
  })
  void theFirstInstalledNameIsTheOneSeen(String names, String facet, String shown) {
    assertEquals(shown, RuleResult.facet(HOST, "package: {names: " + names + "}", facet));
  }

  @ParameterizedTest
  @CsvSource({"docker-ce, pass", "docker.io, fail", "docker, fail"})
  void whatIsNotInstalledFails(String name, String verdict) {
    assertEquals(
        verdict,
        RuleResult.word(HOST, "package: {names: " + name + ", expect: {state: installed}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "docker, absent: rpm -qa",
    "'[apk: docker, rpm: docker-ce]', installed",
    "'[{apk: docker, dpkg: docker-ce}]', absent: rpm -qa",
    "'[apk: docker, docker-ce]', installed",
  })
  void namesCanBeOfOnePackageManager(String names, String state) {
    Host host =
        FakeHost.with("/var/lib/rpm/rpmdb.sqlite", "")
            .command(String.join(" ", RpmDatabase.QUERY), "docker-ce 3 29.0.1 1.el9 x86_64\n")
            .host();
    assertEquals(state, RuleResult.facet(host, "package: {names: " + names + "}", "state"));
    if (state.equals("installed")) {
      assertEquals(
          "3:29.0.1-1.el9", RuleResult.facet(host, "package: {names: " + names + "}", "version"));
      assertEquals("no", RuleResult.facet(host, "package: {names: " + names + "}", "held"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{at-least: 28.3.3-r2}', pass",
    "'{at-least: 28.3.3-r3}', fail",
    "'{below: 28.3.3-r10}', pass",
    "'{below: 28.3.3_rc1}', fail",
    "28.3.3-r2, pass",
    "28.3.3, fail",
  })
  void fullVersionsHaveTheOrderOfTheManager(String expected, String verdict) {
    Host host = FakeHost.with("/lib/apk/db/installed", "P:docker\nV:28.3.3-r2\n\n").host();
    assertEquals(
        verdict,
        RuleResult.word(
            host, "package: {names: docker, expect: {package-version: " + expected + "}}"));
  }

  @Test
  void packageWithAVersionLockIsHeld() {
    Host host =
        FakeHost.with("/lib/apk/db/installed", "P:docker\nV:28.3.3-r2\n\n")
            .file("/etc/apk/world", "docker=28.3.3-r2\n")
            .host();
    assertEquals(
        "yes (/etc/apk/world:1)", RuleResult.facet(host, "package: {names: docker}", "held"));
  }

  @Test
  void withoutADatabaseNothingCanBeTold() {
    String criterion = "package: {names: docker-ce, expect: {present: false}}";
    assertEquals("unknown", RuleResult.word(FakeHost.empty().host(), criterion));
    assertEquals(
        "unknown", RuleResult.word(FakeHost.empty().denied(DpkgStatus.PATH).host(), criterion));
  }
}
