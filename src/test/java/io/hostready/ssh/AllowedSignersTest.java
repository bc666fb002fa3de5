package io.hostready.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedSignersTest {

  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDfBojJp16nlQvk04TPBm4dny12CfP+IJYpeZYHg9lr+";

  private static final Instant NOW = Instant.parse("2026-12-02T08:00:00Z");

  /** The name of the signer, or why there is none. */
  private static String signer(String file) throws SshException {
    SshPublicKey key = SshPublicKey.of(KEY.split(" ")[0], KEY.split(" ")[1]);
    AllowedSigners signers = AllowedSigners.parse(file);
    try {
      return signers.signer(key, "hostready-rules", NOW).name();
    } catch (SshException refused) {
      return "refused: " + refused.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "KEY | no name",
        "KEY ops of acme | ops of acme",
        "release@acme.example KEY | release@acme.example",
        "release@acme.example\tKEY comment | release@acme.example",
        "\"release team\" KEY | release team",
        "a namespaces=\"hostready-rules\" KEY | a",
        "a namespaces=\"git,hostready-*\" KEY | a",
        "a namespaces=\"git\" KEY | refused: not for the namespace hostready-rules",
        "a namespaces=\"*,!hostready-rules\" KEY | refused: not for the namespace hostready-rules",
        "a valid-after=\"20261201\",valid-before=\"20261203\" KEY | a",
        "a valid-before=\"202612020759\" KEY | refused: not valid after 2026-12-02T07:59:00Z",
        "a valid-after=\"20261202080001Z\" KEY | refused: not valid before 2026-12-02T08:00:01Z",
        "a cert-authority KEY | refused: not listed",
        "# a KEY | refused: not listed",
      })
  void lineOfTheKeyDecides(String line, String expected) throws SshException {
    assertEquals(expected, signer(line.replace("KEY", KEY).replace("\\t", "\t") + "\n"));
  }

  @Test
  void keyWithSeveralLinesNeedsOneThatAllowsIt() throws SshException {
    assertEquals("b", signer("a namespaces=\"git\" " + KEY + "\n\nb " + KEY + "\n"));
    assertEquals("refused: not listed", signer(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a | expected 'PRINCIPALS [OPTIONS] TYPE KEY', or a public key",
        "a b c d AAAA | expected 'PRINCIPALS [OPTIONS] TYPE KEY', or a public key",
        "a ssh-rsa AAAAC3NzaC1lZDI1NTE5 | the key is not of the type that is before it",
        "a ssh-rsa AAAA! | the key is not valid base64",
        "a ssh-rsa AAAA | the data is truncated",
        "a no-such KEY | unknown option: use namespaces, valid-after, valid-before or"
            + " cert-authority",
        "a valid-after=\"tomorrow\" KEY | invalid time: use YYYYMMDD or YYYYMMDDHHMM[SS]",
        "a valid-after=\"20261399\" KEY | invalid time: there is no such day or hour",
        "namespaces=\"git\" KEY | options are after PRINCIPALS, such as '*'",
        "restrict,command=\"id\" KEY | options are after PRINCIPALS, such as '*'",
        "cert-authority KEY | options are after PRINCIPALS, such as '*'",
        "a valid-before=\"20200101\",Valid-Before=\"20990101\" KEY | the same option twice",
        "\"a KEY | a double quote is not closed",
      })
  void invalidLineIsNamed(String line, String why) {
    SshException wrong =
        assertThrows(SshException.class, () -> signer("\n" + line.replace("KEY", KEY) + "\n"));
    assertEquals("line 2: " + why, wrong.getMessage());
  }
}
