package io.hostready.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures, against those of the real ssh-keygen. */
class SshSignatureTest {

  private static final String NAMESPACE = "test";
  private static final byte[] MESSAGE = "-- /a\nb\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;
  private SshKeygen keygen;

  @BeforeEach
  void start() {
    keygen = new SshKeygen(directory);
  }

  private static SignedMessage joined(byte[] signature, byte[] message) throws SshException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(signature);
    file.writeBytes(message);
    return SignedMessage.parse(file.toByteArray());
  }

  private static void verify(SignedMessage signed) throws SshException {
    signed.signature().verify(signed.message(), NAMESPACE);
  }

  @ParameterizedTest
  @CsvSource({"ed25519, 256", "rsa, 2048", "ecdsa, 256", "ecdsa, 384", "ecdsa, 521"})
  void signatureOfSshKeygenIsVerified(String type, String bits) throws Exception {
    Path key = keygen.key("a", type, "-b", bits);
    SignedMessage signed = joined(keygen.sign(key, NAMESPACE, MESSAGE), MESSAGE);
    verify(signed);
    String listed = keygen.run("/dev/null", "-l", "-f", "a.pub").output();
    assertTrue(listed.contains(" " + signed.signature().key().fingerprint() + " "), listed);
    String name = signed.signature().key().description().split(" ")[0];
    assertTrue(listed.endsWith("(" + name + ")\n"), listed);
    byte[] changed = MESSAGE.clone();
    changed[0]++;
    assertRefused(
        "it does not match the content, which was changed after signing",
        joined(keygen.sign(key, NAMESPACE, MESSAGE), changed));
    assertRefused(
        "it is for another purpose: its namespace is not test",
        joined(keygen.sign(key, "file", MESSAGE), MESSAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, 1024, its RSA key has 1024 bits: use 2048 to 16384",
  })
  void otherKeysAreRefused(String type, String bits, String why) throws Exception {
    Path key = keygen.key("a", type, "-b", bits);
    assertRefused(why, joined(keygen.sign(key, NAMESPACE, MESSAGE), MESSAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "ssh-dss, ssh-dss",
    "ssh-rsa, ssh-rsa",
    "rsa-sha2-512, ssh-ed25519",
    "ssh-ed25519-cert-v01@openssh.com, ssh-ed25519-cert-v01@openssh.com",
  })
  void otherAlgorithmsAndCertificatesAreRefused(String id, String keyType) {
    assertEquals(
        "its algorithm is not accepted: use an Ed25519, ECDSA or RSA key",
        assertThrows(SshException.class, () -> SignatureAlgorithm.of(id, keyType)).getMessage());
  }

  /** A token in software signs, and ssh-keygen agrees. */
  @ParameterizedTest
  @CsvSource({"sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"})
  void signatureOfATokenIsVerified(String type) throws Exception {
    SoftwareToken token = SoftwareToken.of(type);
    byte[] signature = token.sign(NAMESPACE, MESSAGE, 1);
    verify(joined(signature, MESSAGE));
    assertRefused(
        "it was made without a touch of the token",
        joined(token.sign(NAMESPACE, MESSAGE, 0), MESSAGE));
    byte[] changed = MESSAGE.clone();
    changed[0]++;
    assertRefused(
        "it does not match the content, which was changed after signing",
        joined(signature, changed));
    Files.write(directory.resolve("token.sig"), signature);
    Files.write(directory.resolve("message"), MESSAGE);
    Files.writeString(
        directory.resolve("allowed"), "a@x " + type + " " + token.key().base64() + "\n");
    SshKeygen.Ended ended =
        keygen.run(
            "message",
            "-Y",
            "verify",
            "-f",
            "allowed",
            "-I",
            "a@x",
            "-n",
            NAMESPACE,
            "-s",
            "token.sig");
    assertEquals(0, ended.exit(), ended.output());
    String name = token.key().description().replaceFirst(" .*", "");
    assertTrue(ended.output().contains(" with " + name + " key "), ended.output());
  }

  private static void assertRefused(String why, SignedMessage signed) {
    assertEquals(why, assertThrows(SshException.class, () -> verify(signed)).getMessage());
  }

  /** The signature of one key with the name of another in it. */
  @Test
  void keyInTheSignatureIsTheOneThatIsVerified() throws Exception {
    byte[] signature = keygen.sign(keygen.key("a", "ed25519"), NAMESPACE, MESSAGE);
    SshPublicKey other =
        SshPrivateKey.parse(Files.readString(keygen.key("b", "ed25519"))).publicKey();
    SignedMessage signed = joined(signature, MESSAGE);
    SshPublicKey own = signed.signature().key();
    byte[] forged = decoded(signature);
    System.arraycopy(other.wire(), 0, forged, index(forged, own.wire()), own.wire().length);
    String armored =
        SshSignature.BEGIN
            + java.util.Base64.getEncoder().encodeToString(forged)
            + "\n"
            + SshSignature.END;
    SignedMessage exchanged = joined(armored.getBytes(StandardCharsets.US_ASCII), MESSAGE);
    assertEquals(other, exchanged.signature().key());
    assertRefused("it does not match the content, which was changed after signing", exchanged);
  }

  private static byte[] decoded(byte[] armored) {
    String text = new String(armored, StandardCharsets.US_ASCII);
    return java.util.Base64.getDecoder().decode(text.replaceAll("-----.*-----|\n", ""));
  }

  private static int index(byte[] bytes, byte[] part) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    return all.indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }

  @Test
  void sshKeygenVerifiesOurs() throws Exception {
    SshPrivateKey key = SshPrivateKey.parse(Files.readString(keygen.key("a", "ed25519")));
    byte[] file = SignedMessage.sign(key, NAMESPACE, MESSAGE);
    verify(SignedMessage.parse(file));
    Files.write(directory.resolve("signed"), file); // -s reads the signature at its start
    Files.write(directory.resolve("message"), MESSAGE);
    Files.writeString(
        directory.resolve("allowed"), "a@x " + Files.readString(directory.resolve("a.pub")));
    SshKeygen.Ended ended =
        keygen.run(
            "message", "-Y", "verify", "-f", "allowed", "-I", "a@x", "-n", NAMESPACE, "-s",
            "signed");
    assertEquals(0, ended.exit(), ended.output());
    assertTrue(ended.output().startsWith("Good \"test\" signature for a@x"), ended.output());
  }

  @Test
  void privateKeyWithPassphraseOrOtherTypeIsRefused() throws Exception {
    String encrypted = Files.readString(keygen.key("a", "ed25519", "-N", "secret"));
    assertEquals("it is encrypted with a passphrase", refusal(encrypted));
    assertEquals("it is not an Ed25519 key", refusal(Files.readString(keygen.key("r", "rsa"))));
    String pub = Files.readString(directory.resolve("a.pub"));
    assertEquals("it is not a private key in OpenSSH's format", refusal(pub));
  }

  private static String refusal(String key) {
    return assertThrows(SshException.class, () -> SshPrivateKey.parse(key)).getMessage();
  }

  @Test
  void fileWithoutSignatureAtItsStartIsRefused() {
    for (String file :
        new String[] {"", "-- /a\n", "\n" + SshSignature.BEGIN, SshSignature.BEGIN}) {
      assertThrows(
          SshException.class, () -> SignedMessage.parse(file.getBytes(StandardCharsets.US_ASCII)));
    }
  }
}
