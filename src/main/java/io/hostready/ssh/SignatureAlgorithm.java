package io.hostready.ssh;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The algorithms that are accepted. Source: RFC 8709 (Ed25519), RFC 8332 (RSA with SHA-2). */
enum SignatureAlgorithm {
  ED25519(SshPublicKey.ED25519, SshPublicKey.ED25519, "Ed25519"),
  RSA_SHA2_512("rsa-sha2-512", SshPublicKey.RSA, "SHA512withRSA"),
  RSA_SHA2_256("rsa-sha2-256", SshPublicKey.RSA, "SHA256withRSA");

  /** The key in the form of RFC 8410 (SubjectPublicKeyInfo) before its 32 bytes. */
  private static final byte[] ED25519_FORM = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int ED25519_BYTES = 32;

  /** ssh-keygen(1) accepts 1024 bits; NIST SP 800-131A requires 2048. */
  private static final int LEAST_RSA_BITS = 2048;

  /** The limit of OpenSSH (SSHBUF_MAX_BIGNUM): a longer key takes much time. */
  private static final int MOST_RSA_BITS = 16384;

  private final String id;
  private final String keyType;
  private final String name;

  SignatureAlgorithm(String id, String keyType, String name) {
    this.id = id;
    this.keyType = keyType;
    this.name = name;
  }

  /** The algorithm that a signature names, for a key of that type. */
  static SignatureAlgorithm of(String id, String keyType) throws SshException {
    return Arrays.stream(values())
        .filter(each -> each.id.equals(id) && each.keyType.equals(keyType))
        .findFirst()
        .orElseThrow(
            () -> new SshException("its algorithm is not accepted: use an Ed25519 or RSA key"));
  }

  /** Whether a signature is that of the key for these bytes. */
  boolean verifies(SshPublicKey key, byte[] signed, byte[] signature) throws SshException {
    PublicKey known = publicKey(key);
    try {
      Signature verifier = Signature.getInstance(name);
      verifier.initVerify(known);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException refused) {
      throw new SshException("its key is not accepted: " + refused.getMessage(), refused);
    }
  }

  private PublicKey publicKey(SshPublicKey key) throws SshException {
    WireReader in = new WireReader(key.wire());
    in.text();
    try {
      if (this == ED25519) {
        byte[] point = in.string();
        in.requireEnd();
        if (point.length != ED25519_BYTES) {
          throw new SshException("its key has " + point.length + " bytes instead of 32");
        }
        byte[] form = new WireWriter().bytes(ED25519_FORM).bytes(point).written();
        return KeyFactory.getInstance(name).generatePublic(new X509EncodedKeySpec(form));
      }
      BigInteger exponent = in.positive();
      BigInteger modulus = in.positive();
      in.requireEnd();
      if (modulus.bitLength() < LEAST_RSA_BITS || modulus.bitLength() > MOST_RSA_BITS) {
        throw new SshException(
            "its RSA key has %d bits: use %d to %d"
                .formatted(modulus.bitLength(), LEAST_RSA_BITS, MOST_RSA_BITS));
      }
      return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (GeneralSecurityException refused) {
      throw new SshException("its key is not accepted: " + refused.getMessage(), refused);
    }
  }
}
