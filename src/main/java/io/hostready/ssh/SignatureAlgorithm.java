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

/**
 * The algorithms that are accepted, also of keys on a token (FIDO). Source: RFC 8709 (Ed25519), RFC
 * 5656 (ECDSA), RFC 8332 (RSA with SHA-2), PROTOCOL.u2f of OpenSSH (tokens).
 */
enum SignatureAlgorithm {
  ED25519("ssh-ed25519", "ssh-ed25519", "Ed25519", Form.ED25519),
  ED25519_ON_TOKEN(
      "sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519@openssh.com", "Ed25519", Form.ED25519),
  ECDSA_256(
      "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", "SHA256withECDSAinP1363Format", Form.P256),
  ECDSA_384(
      "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384", "SHA384withECDSAinP1363Format", Form.P384),
  ECDSA_521(
      "ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521", "SHA512withECDSAinP1363Format", Form.P521),
  ECDSA_256_ON_TOKEN(
      "sk-ecdsa-sha2-nistp256@openssh.com",
      "sk-ecdsa-sha2-nistp256@openssh.com",
      "SHA256withECDSAinP1363Format",
      Form.P256),
  RSA_SHA2_512("rsa-sha2-512", "ssh-rsa", "SHA512withRSA", Form.RSA),
  RSA_SHA2_256("rsa-sha2-256", "ssh-rsa", "SHA256withRSA", Form.RSA);

  /**
   * The parts of a public key.
   *
   * @param curve its name in the key; empty if the key does not have one
   * @param prefix SubjectPublicKeyInfo before the bytes of the point. Source: RFC 8410, RFC 5480
   * @param bytes the length of the point; of P-256 and others 0x04 and two numbers
   */
  private enum Form {
    ED25519("Ed25519", "", "302a300506032b6570032100", 32),
    P256("EC", "nistp256", "3059301306072a8648ce3d020106082a8648ce3d030107034200", 65),
    P384("EC", "nistp384", "3076301006072a8648ce3d020106052b81040022036200", 97),
    P521("EC", "nistp521", "30819b301006072a8648ce3d020106052b8104002303818600", 133),
    RSA("RSA", "", "", 0);

    private final String algorithm;
    private final String curve;
    private final String prefix;
    private final int bytes;

    Form(String algorithm, String curve, String prefix, int bytes) {
      this.algorithm = algorithm;
      this.curve = curve;
      this.prefix = prefix;
      this.bytes = bytes;
    }

    PublicKey read(WireReader in) throws SshException {
      try {
        KeyFactory factory = KeyFactory.getInstance(algorithm);
        return this == RSA
            ? factory.generatePublic(rsa(in))
            : factory.generatePublic(new X509EncodedKeySpec(point(in)));
      } catch (GeneralSecurityException refused) {
        throw new SshException("its key is not accepted: " + refused.getMessage(), refused);
      }
    }

    private byte[] point(WireReader in) throws SshException {
      if (!curve.isEmpty() && !in.text().equals(curve)) {
        throw new SshException("its key is not of the curve " + curve);
      }
      byte[] point = in.string();
      if (point.length != bytes) {
        throw new SshException("its key has " + point.length + " bytes instead of " + bytes);
      }
      return new WireWriter().bytes(HexFormat.of().parseHex(prefix)).bytes(point).written();
    }

    private static RSAPublicKeySpec rsa(WireReader in) throws SshException {
      BigInteger exponent = in.positive();
      BigInteger modulus = in.positive();
      if (modulus.bitLength() < LEAST_RSA_BITS || modulus.bitLength() > MOST_RSA_BITS) {
        throw new SshException(
            "its RSA key has %d bits: use %d to %d"
                .formatted(modulus.bitLength(), LEAST_RSA_BITS, MOST_RSA_BITS));
      }
      return new RSAPublicKeySpec(modulus, exponent);
    }

    /** The signature as Java has it: of a curve two numbers of the same length. */
    byte[] javaSignature(byte[] signature) throws SshException {
      if (curve.isEmpty()) {
        return signature;
      }
      WireReader in = new WireReader(signature);
      byte[] both = new byte[(bytes - 1)];
      put(in.positive(), both, bytes / 2);
      put(in.positive(), both, bytes - 1);
      in.requireEnd();
      return both;
    }

    private static void put(BigInteger number, byte[] bytes, int end) throws SshException {
      byte[] digits = number.toByteArray();
      int from = digits[0] == 0 ? 1 : 0;
      if (digits.length - from > bytes.length / 2) {
        throw new SshException("a number of the signature is too large");
      }
      System.arraycopy(digits, from, bytes, end - digits.length + from, digits.length - from);
    }
  }

  /** ssh-keygen(1) accepts 1024 bits; NIST SP 800-131A requires 2048. */
  private static final int LEAST_RSA_BITS = 2048;

  /** The limit of OpenSSH (SSHBUF_MAX_BIGNUM): a longer key takes much time. */
  private static final int MOST_RSA_BITS = 16384;

  private final String id;
  private final String keyType;
  private final String name;
  private final Form form;

  SignatureAlgorithm(String id, String keyType, String name, Form form) {
    this.id = id;
    this.keyType = keyType;
    this.name = name;
    this.form = form;
  }

  /** The algorithm that a signature names, for a key of that type. */
  static SignatureAlgorithm of(String id, String keyType) throws SshException {
    return Arrays.stream(values())
        .filter(each -> each.id.equals(id) && each.keyType.equals(keyType))
        .findFirst()
        .orElseThrow(
            () ->
                new SshException(
                    "its algorithm is not accepted: use an Ed25519, ECDSA or RSA key"));
  }

  /**
   * Whether a signature is that of the key for these bytes.
   *
   * @param appended what a token appends to its signatures, and signs; empty for other keys
   */
  boolean verifies(SshPublicKey key, byte[] signed, byte[] signature, byte[] appended)
      throws SshException {
    WireReader in = new WireReader(key.wire());
    in.text();
    PublicKey known = form.read(in);
    byte[] message = isOnToken() ? TokenData.of(in.string(), appended).signed(signed) : signed;
    in.requireEnd();
    if (!isOnToken() && appended.length > 0) {
      throw new SshException("the data has " + appended.length + " bytes after its end");
    }
    try {
      Signature verifier = Signature.getInstance(name);
      verifier.initVerify(known);
      verifier.update(message);
      return verifier.verify(form.javaSignature(signature));
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException refused) {
      throw new SshException("its key is not accepted: " + refused.getMessage(), refused);
    }
  }

  private boolean isOnToken() {
    return switch (this) {
      case ED25519_ON_TOKEN, ECDSA_256_ON_TOKEN -> true;
      case ED25519, ECDSA_256, ECDSA_384, ECDSA_521, RSA_SHA2_512, RSA_SHA2_256 -> false;
    };
  }
}
