package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class AptSigningKeysProbeTest {

  // Packets of version 4 keys: old format, tag 6, two bytes of length, then the key's own bytes.
  private static final byte[] KEY = {(byte) 0x99, 0, 6, 4, 0, 0, 0, 0, 1};
  private static final byte[] OTHER = {(byte) 0x99, 0, 6, 4, 0, 0, 0, 0, 2};
  private static final String OTHERS = "A".repeat(40);

  private static String ask(FakeHost host, String facet) {
    return RuleResult.facet(
        host.host(),
        "apt-signing-keys: {uris: download.docker.com, fingerprint: '" + OTHERS + "'}",
        facet);
  }

  private static FakeHost host(String... signedBy) {
    StringBuilder lines = new StringBuilder();
    for (String key : signedBy) {
      lines
          .append("deb [signed-by=")
          .append(key)
          .append("] https://download.docker.com/x noble y\n");
    }
    return FakeHost.with("/etc/apt/sources.list", lines.toString());
  }

  @Test
  void theFilesThatAreNamedAreReadAndNoOthers() {
    FakeHost host =
        host("/a.gpg")
            .file("/a.gpg", KEY)
            .file("/etc/apt/keyrings/docker.gpg", OTHER)
            .file(
                "/etc/apt/sources.list.d/x.list",
                "deb [signed-by=/etc/apt/keyrings/docker.gpg] https://example.org/x noble y\n");
    assertEquals(40, ask(host, "fingerprints").length());
    assertEquals("no", ask(host, "only"));
  }

  @Test
  void everyEntrysKeyCounts() {
    FakeHost host = host("/a.gpg", "/b.gpg").file("/a.gpg", KEY).file("/b.gpg", OTHER);
    assertEquals(82, ask(host, "fingerprints").length());
  }

  @Test
  void aFingerprintIsAKeyAsWell() {
    assertEquals("yes", ask(host(OTHERS.toLowerCase(java.util.Locale.ROOT) + "!"), "only"));
    assertEquals("no", ask(host("B".repeat(40)), "only"));
  }

  @Test
  void aKeyInTheEntryThatIsDamagedTellsNothing() {
    FakeHost host =
        FakeHost.with(
            "/etc/apt/sources.list.d/docker.sources",
            "URIs: https://download.docker.com/x\nSuites: noble\nSigned-By:\n"
                + " -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDM\n");
    assertEquals(
        "unreadable: /etc/apt/sources.list.d/docker.sources: the key in Signed-By: it is not one"
            + " armored block of keys and nothing else",
        ask(host, "only"));
  }

  @Test
  void whereNoKeyIsNamedOrThereNothingIsJudged() {
    String nothing = "absent: /etc/apt/sources.list, /etc/apt/sources.list.d";
    assertEquals(nothing, ask(host("/a.gpg"), "only"));
    assertEquals(nothing, ask(host(), "only"));
  }
}
