package io.hostready.ssh;

/** Thrown for an invalid key, signature or list of signers; the message is a clause. */
public final class SshException extends Exception {

  private static final long serialVersionUID = 1L;

  SshException(String why) {
    super(why);
  }

  SshException(String why, Throwable cause) {
    super(why, cause);
  }
}
