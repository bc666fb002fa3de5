package io.hostready.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A signature as {@code ssh-keygen -Y sign} writes it. Source: PROTOCOL.sshsig of OpenSSH.
 *
 * <p>The signed bytes are not the message but a structure of the namespace and a hash of the
 * message, so that a signature for one purpose is not valid for another one.
 */
public final class SshSignature {

  static final String BEGIN = "-----BEGIN SSH SIGNATURE-----\n";
  static final String END = "-----END SSH SIGNATURE-----\n";

  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int LINE = 68;

  private final SshPublicKey key;
  private final String namespace;
  private final byte[] reserved;
  private final String hash;
  private final String algorithm;
  private final byte[] signature;
  private final byte[] appended;

  private SshSignature(byte[] data) throws SshException {
    WireReader in = new WireReader(data);
    in.require(MAGIC);
    int version = in.number();
    if (version != VERSION) {
      throw new SshException("its format is version " + Integer.toUnsignedString(version));
    }
    key = SshPublicKey.of(in.string());
    namespace = in.text();
    reserved = in.string();
    hash = in.text();
    WireReader inner = new WireReader(in.string());
    in.requireEnd();
    algorithm = inner.text();
    signature = inner.string();
    appended = inner.rest();
  }

  /**
   * Parses a signature between its first and its last line.
   *
   * @throws SshException if it is malformed
   */
  static SshSignature parse(String armored) throws SshException {
    String body = armored.substring(BEGIN.length(), armored.length() - END.length());
    try {
      return new SshSignature(Base64.getDecoder().decode(body.replace("\n", "")));
    } catch (IllegalArgumentException malformed) {
      throw new SshException("it is not valid base64", malformed);
    }
  }

  /** Makes a signature, as ssh-keygen(1) would. */
  static String sign(SshPrivateKey key, String namespace, byte[] message) {
    byte[] signature =
        key.sign(toSign(namespace, new byte[0], "sha512", digest("SHA-512", message)));
    byte[] data =
        new WireWriter()
            .bytes(MAGIC)
            .number(VERSION)
            .string(key.publicKey().wire())
            .text(namespace)
            .text("")
            .text("sha512")
            .string(new WireWriter().text(SshPublicKey.ED25519).string(signature).written())
            .written();
    Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
    return BEGIN + lines.encodeToString(data) + "\n" + END;
  }

  public SshPublicKey key() {
    return key;
  }

  /**
   * Checks that the key signed this message for this namespace.
   *
   * @throws SshException if it did not, with the reason
   */
  public void verify(byte[] message, String expected) throws SshException {
    if (!namespace.equals(expected)) {
      throw new SshException("it is for another purpose: its namespace is not " + expected);
    }
    byte[] signed = toSign(namespace, reserved, hash, digest(digestName(), message));
    if (!SignatureAlgorithm.of(algorithm, key.type()).verifies(key, signed, signature, appended)) {
      throw new SshException("it does not match the content, which was changed after signing");
    }
  }

  private String digestName() throws SshException {
    return switch (hash) {
      case "sha512" -> "SHA-512";
      case "sha256" -> "SHA-256";
      default -> throw new SshException("its hash algorithm is neither sha512 nor sha256");
    };
  }

  private static byte[] toSign(String namespace, byte[] reserved, String hash, byte[] digest) {
    return new WireWriter()
        .bytes(MAGIC)
        .text(namespace)
        .string(reserved)
        .text(hash)
        .string(digest)
        .written();
  }

  static byte[] digest(String name, byte[] message) {
    try {
      return MessageDigest.getInstance(name).digest(message);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("java.base has " + name, impossible);
    }
  }
}
