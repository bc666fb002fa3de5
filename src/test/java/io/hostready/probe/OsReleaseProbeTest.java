package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OsReleaseProbeTest {

  private static final Host HOST =
      FakeHost.with(
              "/etc/os-release",
              """
              PRETTY_NAME="Ubuntu 24.04.2 LTS"
              ID=ubuntu
              ID_LIKE=debian
              VERSION_ID="24.04"
              UBUNTU_CODENAME=noble
              """)
          .host();

  @ParameterizedTest
  @CsvSource({
    "id, ubuntu",
    "id-like, debian",
    "version-id, 24.04",
    "codename, noble",
    "variant-id, nothing in /etc/os-release",
    "name, Ubuntu 24.04.2 LTS"
  })
  void eachFacetIsItsField(String facet, String shown) {
    assertEquals(shown, RuleResult.facet(HOST, "os-release: {}", facet));
  }

  @ParameterizedTest
  @CsvSource({"22.04, pass", "24.04, pass", "24.10, fail", "26.04, fail"})
  void releasesCompareAsVersions(String least, String verdict) {
    assertEquals(
        verdict,
        RuleResult.word(HOST, "os-release: {expect: {version-id: {at-least: " + least + "}}}"));
  }

  @Test
  void aReleaseThatIsNoNumberIsUnknownAndSaysSo() {
    Host rolling = FakeHost.with("/etc/os-release", "ID=x\nVERSION_ID=rolling\n").host();
    assertEquals(
        "unknown", RuleResult.word(rolling, "os-release: {expect: {version-id: {at-least: 1}}}"));
  }

  @Test
  void aDeniedFileIsUnknown() {
    Host denied = FakeHost.empty().denied("/etc/os-release").host();
    assertEquals("unknown", RuleResult.word(denied, "os-release: {expect: {id: ubuntu}}"));
  }
}
