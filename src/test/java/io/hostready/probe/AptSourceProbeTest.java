package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class AptSourceProbeTest {

  private static final String DOCKER = "apt-source: {uris: download.docker.com}";
  private static final String LINE =
      "deb [signed-by=/etc/apt/keyrings/docker.asc] https://download.docker.com/linux/ubuntu noble"
          + " stable\n";

  private static FakeHost host(String line) {
    return FakeHost.with("/etc/apt/sources.list.d/docker.list", line)
        .file("/etc/os-release", "ID=ubuntu\nVERSION_CODENAME=noble\n");
  }

  private static String facet(FakeHost host, String facet) {
    return RuleResult.facet(host.host(), DOCKER, facet);
  }

  @Test
  void theSameRepositoryWithTwoKeysContradictsItself() {
    FakeHost twice =
        host(LINE)
            .file(
                "/etc/apt/sources.list.d/docker.sources",
                "URIs: https://download.docker.com/linux/ubuntu/\nSuites: noble\nSigned-By: /k\n");
    assertEquals("yes", facet(twice, "signed-by-conflicts"));
    assertEquals("no", facet(host(LINE), "signed-by-conflicts"));
  }

  private static final String KEY = "/etc/apt/keyrings/docker.asc";
  private static final String ARMORED =
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmAEE\n-----END PGP PUBLIC KEY BLOCK-----\n";

  private static String readable(FakeHost host) {
    return facet(host, "keys-readable");
  }

  @Test
  void aKeyIsReadableByAptOnlyIfEverybodyMayRead() {
    assertEquals("no (" + KEY + " is not there)", readable(host(LINE)));
    assertEquals(
        "no (" + KEY + " is 0640)",
        readable(host(LINE).file(KEY, ARMORED).attributes("0640 root root file " + KEY)));
    assertEquals("yes", readable(host(LINE).file(KEY, ARMORED)));
  }

  @Test
  void aKeyIsReadableByAptOnlyIfEverybodyMayEnterItsDirectories() {
    assertEquals(
        "no (/etc/apt/keyrings is 0700)",
        readable(
            host(LINE)
                .file(KEY, ARMORED)
                .attributes("0700 root root directory /etc/apt/keyrings")));
    assertEquals(
        "no (/srv/keys is 0750)",
        readable(
            host(LINE)
                .link(KEY, "/srv/keys/docker.asc")
                .file("/srv/keys/docker.asc", ARMORED)
                .attributes("0750 root root directory /srv/keys")));
  }

  @Test
  void aKeyIsReadableByAptOnlyInTheFormThatItsNameSays() {
    assertEquals(
        "no ("
            + KEY
            + " is not an armored key, which apt expects in .asc files: it is not one armored block"
            + " of keys and nothing else)",
        readable(host(LINE).file(KEY, "<html>")));
    assertEquals(
        "no (/k.gpg is not a binary key, which apt expects in all files but .asc)",
        readable(host(LINE.replace(KEY, "/k.gpg")).file("/k.gpg", ARMORED)));
    assertEquals(
        KEY + ": its content was not recorded of this host",
        readable(host(LINE).attributes("0644 root root file " + KEY)));
  }

  @Test
  void onlyFilesAreCountedAsKeyFiles() {
    assertEquals("1", facet(host(LINE + LINE), "key-files"));
    assertEquals("0", facet(host(LINE.replace(KEY, "9DC8")), "key-files"));
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
