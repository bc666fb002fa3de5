package io.hostready.ssh;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A token (FIDO) in software, which signs as {@code ssh-keygen -Y sign} with a hardware token.
 * Source: PROTOCOL.u2f and PROTOCOL.sshsig of OpenSSH.
 */
record SoftwareToken(SshPublicKey key, KeyPair pair) {

  private static final byte[] APPLICATION = "ssh:".getBytes(StandardCharsets.US_ASCII);

  static SoftwareToken of(String type) throws GeneralSecurityException, SshException {
    boolean isEcdsa = type.contains("ecdsa");
    KeyPairGenerator generator = KeyPairGenerator.getInstance(isEcdsa ? "EC" : "Ed25519");
    if (isEcdsa) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    KeyPair pair = generator.generateKeyPair();
    byte[] form = pair.getPublic().getEncoded(); // ends with the point
    WireWriter wire = new WireWriter().text(type);
    if (isEcdsa) {
      wire.text("nistp256");
    }
    wire.string(Arrays.copyOfRange(form, form.length - (isEcdsa ? 65 : 32), form.length));
    return new SoftwareToken(SshPublicKey.of(wire.string(APPLICATION).written()), pair);
  }

  /** The armored signature of a message; bit 0 of the flags is a touch. */
  byte[] sign(String namespace, byte[] message, int flags) throws GeneralSecurityException {
    boolean isEcdsa = key.type().contains("ecdsa");
    byte[] magic = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
    byte[] signed =
        new WireWriter()
            .bytes(magic)
            .text(namespace)
            .text("")
            .text("sha512")
            .string(SshSignature.digest("SHA-512", message))
            .written();
    byte[] appended = {(byte) flags, 0, 0, 0, 7};
    Signature signer = Signature.getInstance(isEcdsa ? "SHA256withECDSAinP1363Format" : "Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(SshSignature.digest("SHA-256", APPLICATION));
    signer.update(appended);
    signer.update(SshSignature.digest("SHA-256", signed));
    byte[] raw = signer.sign();
    byte[] inner =
        new WireWriter()
            .text(key.type())
            .string(isEcdsa ? numbers(raw) : raw)
            .bytes(appended)
            .written();
    byte[] data =
        new WireWriter()
            .bytes(magic)
            .number(1)
            .string(key.wire())
            .text(namespace)
            .text("")
            .text("sha512")
            .string(inner)
            .written();
    String armored =
        SshSignature.BEGIN + Base64.getEncoder().encodeToString(data) + "\n" + SshSignature.END;
    return armored.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] numbers(byte[] raw) {
    int half = raw.length / 2;
    return new WireWriter()
        .string(new BigInteger(1, Arrays.copyOf(raw, half)).toByteArray())
        .string(new BigInteger(1, Arrays.copyOfRange(raw, half, raw.length)).toByteArray())
        .written();
  }
}
