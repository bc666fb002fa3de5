package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.DpkgStatus;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageOfferProbeTest {

  private static final String POLICY =
      "apt-cache -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= policy ";

  private static final Host HOST =
      FakeHost.with(
              DpkgStatus.PATH,
              "Package: docker.io\nStatus: install ok installed\nVersion: 26.1.5+dfsg1-9\n")
          .command(POLICY + "docker-ce", "docker-ce:\n  Candidate: 5:29.8.2-1~debian.13~trixie\n")
          .command(POLICY + "docker.io", "docker.io:\n  Candidate: 27.5.1+dfsg4-1\n")
          .command(POLICY + "podman", "podman:\n  Candidate: (none)\n")
          .host();

  @ParameterizedTest
  @CsvSource({
    "'[docker-ce, docker.io]', version, 27.5.1",
    "'[docker-ce, docker.io]', name, docker.io",
    "docker-ce, version, 29.8.2",
    "'[podman, docker-ce]', name, docker-ce",
    "podman, version, absent: apt-cache podman",
  })
  void theInstalledPackageIsTheOneAskedFor(String names, String facet, String shown) {
    assertEquals(shown, RuleResult.facet(HOST, "package-offer: {names: " + names + "}", facet));
  }

  @Test
  void anUpgradeThatIsRehearsedHasNotAnsweredYet() {
    Host rehearsed =
        io.hostready.facts.DockerRehearsal.of(
            FakeHost.empty().directory("/proc").host(),
            io.hostready.text.VersionNumber.parse("29"));
    assertEquals(
        "absent: a rehearsal",
        RuleResult.facet(
            rehearsed, "docker-api: {path: /version, pointer: /MinAPIVersion}", "value"));
  }
}
