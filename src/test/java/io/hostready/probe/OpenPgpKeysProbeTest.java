package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import org.junit.jupiter.api.Test;

class OpenPgpKeysProbeTest {

  // A packet of a version 4 key: old format, tag 6, two bytes of length, then the key's own bytes.
  private static final byte[] KEY = {(byte) 0x99, 0, 6, 4, 0, 0, 0, 0, 1};
  private static final String FINGERPRINT = "BD19 F37D 3F9B 6B1C 3A5B 3E5F 5B5E 3F0D 0000 0000";

  private static String ask(FakeHost host, String fingerprint, String facet) {
    return RuleResult.facet(
        host.host(),
        "openpgp-keys: {paths: [/etc/apt/trusted.gpg.d/*], fingerprint: '" + fingerprint + "'}",
        facet);
  }

  private static FakeHost host() {
    return FakeHost.empty().file("/etc/apt/trusted.gpg.d/a.gpg", KEY);
  }

  @Test
  void aKeyIsFoundByItsFingerprintHoweverThatIsWritten() {
    String own = ask(host(), FINGERPRINT, "fingerprints");
    assertEquals(40, own.length());
    assertEquals("yes", ask(host(), own.toLowerCase(java.util.Locale.ROOT), "holds"));
    assertEquals("yes", ask(host(), own.replaceAll("(.{4})(?=.)", "$1 "), "only"));
  }

  @Test
  void anotherKeyIsAnother() {
    assertEquals("no", ask(host(), FINGERPRINT, "holds"));
    assertEquals("no", ask(host(), FINGERPRINT, "only"));
  }

  @Test
  void whereThereIsNoFileThereAreNoKeys() {
    assertEquals("absent: /etc/apt/trusted.gpg.d/*", ask(FakeHost.empty(), FINGERPRINT, "holds"));
  }

  @Test
  void aFileThatIsNoKeyTellsNothing() {
    FakeHost broken = host().file("/etc/apt/trusted.gpg.d/b.gpg", "<html>");
    assertEquals(
        "unreadable: /etc/apt/trusted.gpg.d/b.gpg: it is not an OpenPGP key",
        ask(broken, FINGERPRINT, "holds"));
  }
}
