package io.hostready.ssh;

/**
 * What a token (FIDO) signs beside the message. Source: PROTOCOL.u2f of OpenSSH.
 *
 * @param application the purpose of the key, such as "ssh:"
 * @param flags bit 0: a person touched the token
 */
record TokenData(byte[] application, byte flags, byte[] counter) {

  private static final int PRESENT = 1;

  /**
   * The data that a signature has.
   *
   * @throws SshException if it is malformed, or no user touched the token: malware on the machine
   *     of the maker could have signed
   */
  static TokenData of(byte[] application, byte[] appended) throws SshException {
    WireReader in = new WireReader(appended);
    byte flags = in.bytes(1)[0];
    byte[] counter = in.bytes(Integer.BYTES);
    in.requireEnd();
    if ((flags & PRESENT) == 0) {
      throw new SshException("it was made without a touch of the token");
    }
    return new TokenData(application, flags, counter);
  }

  /** The bytes that the token signed for a message. */
  byte[] signed(byte[] message) {
    return new WireWriter()
        .bytes(SshSignature.digest("SHA-256", application))
        .bytes(new byte[] {flags})
        .bytes(counter)
        .bytes(SshSignature.digest("SHA-256", message))
        .written();
  }
}
