package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class AptSourceProbeTest {

  private static final String DOCKER = "apt-source: {uris: download.docker.com}";
  private static final String LINE =
      "deb [signed-by=/etc/apt/keyrings/docker.asc] https://download.docker.com/linux/ubuntu noble stable\n";

  private static FakeHost host(String line) {
    return FakeHost.with("/etc/apt/sources.list.d/docker.list", line)
        .file("/etc/os-release", "ID=ubuntu\nVERSION_CODENAME=noble\n");
  }

  private static String facet(FakeHost host, String facet) {
    return Judged.facet(host.host(), DOCKER, facet);
  }

  @Test
  void theSameRepositoryWithTwoKeysContradictsItself() {
    FakeHost twice =
        host(LINE)
            .file(
                "/etc/apt/sources.list.d/docker.sources",
                "URIs: https://download.docker.com/linux/ubuntu/\nSuites: noble\nSigned-By: /k\n");
    assertEquals("yes", facet(twice, "contradicts"));
    assertEquals("no", facet(host(LINE), "contradicts"));
  }

  @Test
  void aKeyIsReadableByAptOnlyIfEverybodyMayRead() {
    assertEquals("no", facet(host(LINE), "keys-readable"));
    assertEquals(
        "no",
        facet(
            host(LINE).attributes("0640 root root file /etc/apt/keyrings/docker.asc"),
            "keys-readable"));
    assertEquals(
        "yes",
        facet(
            host(LINE).attributes("0644 root root file /etc/apt/keyrings/docker.asc"),
            "keys-readable"));
  }

  @Test
  void aSuiteOfAnotherReleaseDoesNotFit() {
    assertEquals("yes", facet(host(LINE), "fits-release"));
    assertEquals("no", facet(host(LINE.replace("noble", "jammy")), "fits-release"));
  }

  @Test
  void onlyAddressesThatStartSoAreMeant() {
    assertEquals(
        "absent: /etc/apt/sources.list, /etc/apt/sources.list.d",
        facet(host("deb https://example.org/download.docker.com noble main\n"), "entries"));
    assertEquals(
        "absent: /etc/apt/sources.list, /etc/apt/sources.list.d",
        facet(host("deb https://download.docker.com.example.org/x noble main\n"), "entries"));
  }

  @Test
  void aSystemWithoutAptHasNoSuchSource() {
    assertEquals(
        "absent: /etc/apt", facet(FakeHost.with("/etc/os-release", "ID=fedora"), "entries"));
  }
}
