package io.hostready.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 key in OpenSSH's format, without a passphrase: what a build system has. ssh-keygen(1)
 * signs with all other keys. Source: PROTOCOL.key of OpenSSH.
 */
public final class SshPrivateKey {

  private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
  private static final String END = "-----END OPENSSH PRIVATE KEY-----";
  private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final String NONE = "none";

  /** The key in the form of RFC 8410 (PrivateKeyInfo) before its 32 bytes. */
  private static final byte[] ED25519_FORM =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private static final int SEED_BYTES = 32;

  private final SshPublicKey publicKey;
  private final PrivateKey key;

  private SshPrivateKey(SshPublicKey publicKey, PrivateKey key) {
    this.publicKey = publicKey;
    this.key = key;
  }

  /**
   * Parses the content of a file such as id_ed25519.
   *
   * @throws SshException if it is not such a key, or has another type or a passphrase
   */
  public static SshPrivateKey parse(String file) throws SshException {
    String text = file.replace("\r", "").strip();
    if (!text.startsWith(BEGIN) || !text.endsWith("\n" + END)) {
      throw new SshException("it is not a private key in OpenSSH's format");
    }
    String body = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      return parse(Base64.getDecoder().decode(body.replace("\n", "")));
    } catch (IllegalArgumentException malformed) {
      throw new SshException("it is not valid base64", malformed);
    }
  }

  private static SshPrivateKey parse(byte[] data) throws SshException {
    WireReader in = new WireReader(data);
    in.require(MAGIC);
    if (!in.text().equals(NONE) || !in.text().equals(NONE)) {
      throw new SshException("it is encrypted with a passphrase");
    }
    in.string(); // options of the encryption
    if (in.number() != 1) {
      throw new SshException("it does not have exactly one key");
    }
    SshPublicKey publicKey = SshPublicKey.of(in.string());
    WireReader secret = new WireReader(in.string());
    in.requireEnd();
    int check = secret.number();
    if (secret.number() != check) {
      throw new SshException("it is damaged: its two check numbers differ");
    }
    if (!secret.text().equals(SshPublicKey.ED25519)) {
      throw new SshException("it is not an Ed25519 key");
    }
    secret.string();
    byte[] seed = Arrays.copyOf(secret.string(), SEED_BYTES); // then the public key again
    try {
      byte[] form = new WireWriter().bytes(ED25519_FORM).bytes(seed).written();
      return new SshPrivateKey(
          publicKey,
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(form)));
    } catch (GeneralSecurityException refused) {
      throw new SshException("it is not accepted: " + refused.getMessage(), refused);
    }
  }

  public SshPublicKey publicKey() {
    return publicKey;
  }

  byte[] sign(byte[] bytes) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(bytes);
      return signer.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("java.base has Ed25519", impossible);
    }
  }
}
