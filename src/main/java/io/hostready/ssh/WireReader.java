package io.hostready.ssh;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads fields in SSH's wire format, which may be hostile. Source: RFC 4251, section 5. */
final class WireReader {

  private final ByteBuffer in;

  WireReader(byte[] bytes) {
    this.in = ByteBuffer.wrap(bytes);
  }

  /** Bytes without a length before them. */
  byte[] bytes(int length) throws SshException {
    if (length < 0 || length > in.remaining()) {
      throw new SshException("the data is truncated");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  void require(byte[] magic) throws SshException {
    if (in.remaining() < magic.length || !Arrays.equals(bytes(magic.length), magic)) {
      throw new SshException("the data does not start with its name");
    }
  }

  /** The type uint32; a number above 2^31 is negative. */
  int number() throws SshException {
    return ByteBuffer.wrap(bytes(Integer.BYTES)).getInt();
  }

  /** The type string: its length, then its bytes. */
  byte[] string() throws SshException {
    return bytes(number());
  }

  String text() throws SshException {
    return new String(string(), StandardCharsets.UTF_8);
  }

  /** The type mpint, which must be positive. */
  BigInteger positive() throws SshException {
    byte[] bytes = string();
    BigInteger number = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    if (number.signum() <= 0) {
      throw new SshException("a number of the key is not positive");
    }
    return number;
  }

  /** All bytes that were not read. */
  byte[] rest() throws SshException {
    return bytes(in.remaining());
  }

  void requireEnd() throws SshException {
    if (in.hasRemaining()) {
      throw new SshException("the data has " + in.remaining() + " bytes after its end");
    }
  }
}
