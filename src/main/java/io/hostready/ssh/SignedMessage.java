package io.hostready.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A file that starts with a signature; the rest is what it signs. {@code cat MESSAGE.sig MESSAGE}
 * makes one from a file that {@code ssh-keygen -Y sign} signed. ssh-keygen -Y verify -s reads the
 * signature from it and ignores the rest.
 */
public record SignedMessage(SshSignature signature, byte[] message) {

  /** A signature of an RSA key with 16384 bits has 8 KiB. */
  private static final int MOST_SIGNATURE_BYTES = 16 * 1024;

  /**
   * Divides a file; verifies nothing.
   *
   * @throws SshException if it does not start with a well-formed signature
   */
  public static SignedMessage parse(byte[] file) throws SshException {
    String start =
        new String(
            file, 0, Math.min(file.length, MOST_SIGNATURE_BYTES), StandardCharsets.ISO_8859_1);
    int end = start.indexOf("\n" + SshSignature.END);
    if (!start.startsWith(SshSignature.BEGIN) || end < 0) {
      throw new SshException("it does not start with a signature");
    }
    int length = end + 1 + SshSignature.END.length();
    byte[] message = new byte[file.length - length];
    System.arraycopy(file, length, message, 0, message.length);
    return new SignedMessage(SshSignature.parse(start.substring(0, length)), message);
  }

  /** The bytes of such a file. */
  public static byte[] sign(SshPrivateKey key, String namespace, byte[] message) {
    ByteArrayOutputStream file = new ByteArrayOutputStream(message.length + 1024);
    String signature = SshSignature.sign(key, namespace, message);
    file.writeBytes(signature.getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(message);
    return file.toByteArray();
  }
}
