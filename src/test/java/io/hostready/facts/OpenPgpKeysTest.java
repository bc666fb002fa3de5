package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  private static byte[] binary(String armored) {
    return OpenPgpKeys.read(Bytes.of(armored)).binary().bytes();
  }

  private static void refuses(Bytes file, String why) {
    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> OpenPgpKeys.read(file))
                .getMessage());
    assertTrue(said.contains(why), said);
  }

  @Test
  void fingerprintIsWhatGnupgSays() {
    assertEquals(
        List.of(ELLIPTIC_FINGERPRINT), OpenPgpKeys.read(Bytes.of(ELLIPTIC)).fingerprints());
    assertEquals(List.of(RSA_FINGERPRINT), OpenPgpKeys.read(Bytes.of(RSA)).fingerprints());
  }

  @Test
  void binaryKeyIsReadToo() {
    OpenPgpKeys keys = OpenPgpKeys.read(Bytes.of(binary(ELLIPTIC)));
    assertEquals(List.of(ELLIPTIC_FINGERPRINT), keys.fingerprints());
    assertFalse(keys.isArmored());
  }

  @Test
  void everyPrimaryKeyOfAFileIsNamed() {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(binary(ELLIPTIC));
    both.writeBytes(binary(RSA));
    assertEquals(
        List.of(ELLIPTIC_FINGERPRINT, RSA_FINGERPRINT),
        OpenPgpKeys.read(Bytes.of(both.toByteArray())).fingerprints());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ends its headers by a space|\\n\\n|\\n \\n",
        "ends its headers by a tab|\\n\\n|\\n\\t\\n",
        "ends its headers by U+001C|\\n\\n|\\n\u001c\\n",
        "ends its headers by a carriage return|\\n\\n|\\n\\r\\n",
        "has no empty line|\\n\\n|\\n",
        "has two empty lines|\\n\\n|\\n\\n\\n",
        "has a header without a colon|\\n\\n|\\nVersion 1\\n\\n",
        "has a header without a space|\\n\\n|\\nVersion:1\\n\\n",
        "has a header that goes on|\\n\\n|\\nVersion: 1\\n more\\n\\n",
        "has a header beyond ASCII|\\n\\n|\\nComment: \u00e9\\n\\n",
        "has a space before base64|mDME|\\smDME",
        "has a space after base64|wR\\n|wR\\s\\n",
        "has no letters of base64|mDME|mD_E",
        "has padding inside|mDME|m===",
        "has lines too long|bRE\\n5Ksg|bRE5Ksg",
        "is cut off|XDw==|XDw=",
        "has stray bits|XDw==|XDx==",
        "has two checksums|=kwqL|=kwqL\\n=kwqL",
        "has another end|END PGP PUBLIC|END PGP PRIVATE",
        "has text at its end|BLOCK-----\\n|BLOCK-----\\nx\\n",
      })
  void armorThatReadersTakeDifferentlyIsRefused(String what, String part, String instead) {
    String changed = ELLIPTIC.replace(unescaped(part), unescaped(instead));
    assertNotEquals(ELLIPTIC, changed, what);
    assertThrows(IllegalArgumentException.class, () -> OpenPgpKeys.read(Bytes.of(changed)), what);
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r").replace("\\s", " ");
  }

  @Test
  void headersAndAnAbsentChecksumAreNoHarm() {
    String other =
        ELLIPTIC.replaceFirst("\n\n", "\nVersion: GnuPG v1\nComment: x\n\n").replace("=kwqL\n", "");
    assertEquals(List.of(ELLIPTIC_FINGERPRINT), OpenPgpKeys.read(Bytes.of(other)).fingerprints());
  }

  @Test
  void whatIsWrittenIsMadeOfThePackets() {
    Bytes commented = Bytes.of(ELLIPTIC.replaceFirst("\n\n", "\nComment: x\n\n"));
    OpenPgpKeys keys = OpenPgpKeys.read(commented);
    assertEquals(Bytes.of(ELLIPTIC), keys.inFormOf("/k.asc"));
    assertEquals(keys.binary(), keys.inFormOf("/k.gpg"));
    assertEquals(Bytes.of(RSA), OpenPgpKeys.read(Bytes.of(RSA)).inFormOf("/k.asc"));
  }

  @Test
  void headersOfPacketsAreWrittenInOneWay() {
    byte[] key = binary(ELLIPTIC);
    // The first packet, with the old header 0x98 of one byte of length, by a new one of five bytes.
    byte[] other = new byte[key.length + 4];
    System.arraycopy(new byte[] {(byte) 0xC6, (byte) 0xFF, 0, 0, 0, key[1]}, 0, other, 0, 6);
    System.arraycopy(key, 2, other, 6, key.length - 2);
    assertEquals(Bytes.of(key), OpenPgpKeys.read(Bytes.of(other)).binary());
  }

  @Test
  void userAttributesAreRefused() {
    ByteArrayOutputStream photo = new ByteArrayOutputStream();
    photo.writeBytes(binary(ELLIPTIC));
    photo.writeBytes(new byte[] {(byte) 0xD1, 1, 0});
    refuses(Bytes.of(photo.toByteArray()), "user attribute");
  }

  @Test
  void aKeyIsInTheFormThatItsNameSays() {
    Bytes armored = Bytes.of(ELLIPTIC);
    Bytes binary = Bytes.of(binary(ELLIPTIC));
    assertTrue(OpenPgpKeys.isExactly(ELLIPTIC_FINGERPRINT, "/k.asc", armored));
    assertTrue(OpenPgpKeys.isExactly(ELLIPTIC_FINGERPRINT, "/k.gpg", binary));
    assertFalse(OpenPgpKeys.isExactly(ELLIPTIC_FINGERPRINT, "/k.gpg", armored));
    assertFalse(OpenPgpKeys.isExactly(ELLIPTIC_FINGERPRINT, "/k.asc", binary));
    assertFalse(OpenPgpKeys.isExactly(RSA_FINGERPRINT, "/k.asc", armored));
  }

  @Test
  void secondBlockIsNotPassedOver() {
    refuses(Bytes.of(ELLIPTIC + RSA), "one armored block");
  }

  @Test
  void textAroundTheBlockIsRefused() {
    refuses(Bytes.of("hello\n" + ELLIPTIC), "one armored block");
  }

  @Test
  void damagedBlockIsNoticedByItsChecksum() {
    // A bit of a signature, which the fingerprint does not cover.
    refuses(Bytes.of(ELLIPTIC.replace("X9U1Crg4", "X9U2Crg4")), "checksum");
  }

  @Test
  void cutKeyIsRefused() {
    byte[] whole = binary(RSA);
    refuses(Bytes.of(java.util.Arrays.copyOf(whole, whole.length - 1)), "ends in the middle");
  }

  @Test
  void pageOfAProxyIsNoKey() {
    refuses(Bytes.of("<html>sign in</html>"), "it is not an OpenPGP key");
    refuses(Bytes.of(""), "no public key");
  }

  @Test
  void secretKeysAndOtherPacketsAreRefused() {
    // Old format, type 5 (secret key), one byte.
    refuses(Bytes.of(new byte[] {(byte) 0x94, 1, 4}), "type 5");
  }

  @Test
  void keyOfAnotherVersionIsRefused() {
    refuses(Bytes.of(new byte[] {(byte) 0x98, 1, 6}), "version 6");
  }

  @Test
  void aptLooksForArmorInAscFilesAndForPacketsInAllOthers() {
    byte[] armored = ELLIPTIC.getBytes(StandardCharsets.US_ASCII);
    byte[] binary = OpenPgpKeys.read(Bytes.of(armored)).binary().bytes();
    assertEquals(Optional.empty(), OpenPgpKeys.whyIgnored("/k.asc", armored));
    assertEquals(Optional.empty(), OpenPgpKeys.whyIgnored("/k.gpg", binary));
    assertEquals(Optional.empty(), OpenPgpKeys.whyIgnored("/k.pgp", binary));
    assertNotEquals(Optional.empty(), OpenPgpKeys.whyIgnored("/k.gpg", armored));
    assertNotEquals(Optional.empty(), OpenPgpKeys.whyIgnored("/k.asc", binary));
    assertNotEquals(
        Optional.empty(), OpenPgpKeys.whyIgnored("/k.asc", Arrays.copyOf(armored, 100)));
    assertNotEquals(Optional.empty(), OpenPgpKeys.whyIgnored("/k.gpg", new byte[0]));
  }
}
