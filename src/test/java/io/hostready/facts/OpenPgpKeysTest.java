package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.Content;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both keys were made by GnuPG 2.4 for this test; the fingerprints are those that it printed. */
class OpenPgpKeysTest {

  /** Ed25519 with a subkey; new packet format lengths, old format tags. */
  static final String ELLIPTIC =
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      mDMEawTa5BYJKwYBBAHaRw8BAQdAWRB+WrJAkRQ/AGXK5VxBQzcNZcNbvAmV/bRE
      5KsgDtW0K0V4YW1wbGUgUmVwb3NpdG9yeSA8cmVwb3NpdG9yeUBleGFtcGxlLm9y
      Zz6IkAQTFgoAOBYhBNmZPDqvecJBz0j7ue+eN1A0VQVWBQJrBNrkAhsDBQsJCAcC
      BhUKCQgLAgQWAgMBAh4BAheAAAoJEO+eN1A0VQVWX60A/0ru9bASYZNsUYAci0wR
      cAJVOkax/cXPD0ogls+v7XbIAQDrKwgnAa6oZ8GOy9p5WwJBUF+T6OlxFyNXG7/y
      X9U1Crg4BGsE2uQSCisGAQQBl1UBBQEBB0BFnGXFQWQKMJZQVo0JDsiWob8RDvpB
      dpXlyenkSIHtRgMBCAeIeAQYFgoAIBYhBNmZPDqvecJBz0j7ue+eN1A0VQVWBQJr
      BNrkAhsMAAoJEO+eN1A0VQVWqNUBAIgkBiklRba2/WYyQAgnUTpui0eFGYg5nTni
      NV4t0fe0AP9omZpCC5BzLLpE9CRql2F3ac5+UKJ6dRVybH9Gpx/XDw==
      =kwqL
      -----END PGP PUBLIC KEY BLOCK-----
      """;

  static final String ELLIPTIC_FINGERPRINT = "D9993C3AAF79C241CF48FBB9EF9E375034550556";

  static final String RSA =
      """
      -----BEGIN PGP PUBLIC KEY BLOCK-----

      mI0EawTa5AEEAMIVl4sTw+QQIrOOTgRXNtKgzx6IE2CbLsqBXM+wjLqywchaMaJR
      XuuGtar8YvBx653/ZuZEMiVKUAb+eR3RDgTlOuM5Pm9d47hHw3PGOwLd6tHH27Ll
      e3jdNxY7OTdTI2OBkhKbsI7WFD1ASbEmz4Mdq6cNzfiCTw6o3WHXc0vdABEBAAG0
      KEFub3RoZXIgUmVwb3NpdG9yeSA8YW5vdGhlckBleGFtcGxlLm9yZz6IzgQTAQoA
      OBYhBEqXzKtk3RBjNpNKOPqwgj/0uGbvBQJrBNrkAhsDBQsJCAcCBhUKCQgLAgQW
      AgMBAh4BAheAAAoJEPqwgj/0uGbv1mcD/3gKxyjyUvzYTydkbxzvj++/fDokcByz
      LlkSfLI4LCCdBWyxW4bDhub7XeOni/oiURfVGvfZT5pVFVdZSE3hrS2AqqwSgWQ6
      qVQqhm8DBwNhpXtpCbtKiacfU0Cs+y1mZQyCdSrSr/yaerf8qkxUR/9CGxkuKWw8
      ceTe3gDJz4YQ
      =Jodk
      -----END PGP PUBLIC KEY BLOCK-----
      """;

  private static final String RSA_FINGERPRINT = "4A97CCAB64DD106336934A38FAB0823FF4B866EF";

  private static byte[] binary(String armoured) {
    return OpenPgpKeys.read(Content.of(armoured)).binary().bytes();
  }

  private static void refuses(Content file, String why) {
    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> OpenPgpKeys.read(file))
                .getMessage());
    assertTrue(said.contains(why), said);
  }

  @Test
  void fingerprintIsWhatGnupgSays() {
    assertEquals(
        List.of(ELLIPTIC_FINGERPRINT), OpenPgpKeys.read(Content.of(ELLIPTIC)).fingerprints());
    assertEquals(List.of(RSA_FINGERPRINT), OpenPgpKeys.read(Content.of(RSA)).fingerprints());
  }

  @Test
  void binaryKeyIsReadToo() {
    OpenPgpKeys keys = OpenPgpKeys.read(Content.of(binary(ELLIPTIC)));
    assertEquals(List.of(ELLIPTIC_FINGERPRINT), keys.fingerprints());
    assertFalse(keys.isArmoured());
  }

  @Test
  void everyPrimaryKeyOfAFileIsNamed() {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(binary(ELLIPTIC));
    both.writeBytes(binary(RSA));
    assertEquals(
        List.of(ELLIPTIC_FINGERPRINT, RSA_FINGERPRINT),
        OpenPgpKeys.read(Content.of(both.toByteArray())).fingerprints());
  }

  @Test
  void secondBlockIsNotPassedOver() {
    refuses(Content.of(ELLIPTIC + RSA), "one armoured block");
  }

  @Test
  void textAroundTheBlockIsRefused() {
    refuses(Content.of("hello\n" + ELLIPTIC), "one armoured block");
  }

  @Test
  void damagedBlockIsNoticedByItsChecksum() {
    // A bit of a signature, which the fingerprint does not cover.
    refuses(Content.of(ELLIPTIC.replace("X9U1Crg4", "X9U2Crg4")), "checksum");
  }

  @Test
  void cutKeyIsRefused() {
    byte[] whole = binary(RSA);
    refuses(Content.of(java.util.Arrays.copyOf(whole, whole.length - 1)), "ends in the middle");
  }

  @Test
  void pageOfAProxyIsNoKey() {
    refuses(Content.of("<html>sign in</html>"), "no OpenPGP key");
    refuses(Content.of(""), "no public key");
  }

  @Test
  void secretKeysAndOtherPacketsAreRefused() {
    // Old format, type 5 (secret key), one byte.
    refuses(Content.of(new byte[] {(byte) 0x94, 1, 4}), "type 5");
  }

  @Test
  void keyOfAnotherVersionIsRefused() {
    refuses(Content.of(new byte[] {(byte) 0x98, 1, 6}), "version 6");
  }

  @Test
  void aptLooksForArmourInAscFilesAndForPacketsInAllOthers() {
    byte[] armoured = ELLIPTIC.getBytes(StandardCharsets.US_ASCII);
    byte[] binary = OpenPgpKeys.read(Content.of(armoured)).binary().bytes();
    assertTrue(OpenPgpKeys.hasFormOfName("/k.asc", armoured));
    assertTrue(OpenPgpKeys.hasFormOfName("/k.gpg", binary));
    assertTrue(OpenPgpKeys.hasFormOfName("/k.pgp", binary));
    assertFalse(OpenPgpKeys.hasFormOfName("/k.gpg", armoured));
    assertFalse(OpenPgpKeys.hasFormOfName("/k.asc", binary));
    assertFalse(OpenPgpKeys.hasFormOfName("/k.asc", Arrays.copyOf(armoured, 100)));
    assertFalse(OpenPgpKeys.hasFormOfName("/k.gpg", new byte[0]));
  }
}
