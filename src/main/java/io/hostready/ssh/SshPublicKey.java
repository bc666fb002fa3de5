package io.hostready.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A public key. Equal keys have equal bytes in SSH's wire format.
 *
 * @param type such as ssh-ed25519
 * @param base64 the wire format in base64, as in authorized_keys. Source: sshd(8)
 */
public record SshPublicKey(String type, String base64) {

  static final String ED25519 = "ssh-ed25519";

  /** Source: RFC 4251, section 6. */
  private static final Pattern TYPE = Pattern.compile("[a-zA-Z0-9@.-]{1,64}");

  /** The key with these bytes in SSH's wire format, which start with its type. */
  static SshPublicKey of(byte[] wire) throws SshException {
    String type = new WireReader(wire).text();
    if (!TYPE.matcher(type).matches()) {
      throw new SshException("the key has no valid type");
    }
    return new SshPublicKey(type, Base64.getEncoder().encodeToString(wire));
  }

  /** The key as a line of a file has it. */
  static SshPublicKey of(String type, String base64) throws SshException {
    byte[] wire;
    try {
      wire = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new SshException("the key is not valid base64", malformed);
    }
    SshPublicKey key = of(wire);
    if (!key.type().equals(type)) {
      throw new SshException("the key is not of the type that is before it");
    }
    return key;
  }

  byte[] wire() {
    return Base64.getDecoder().decode(base64);
  }

  /** Its type and fingerprint, as ssh-keygen(1) prints them: "ED25519 SHA256:...". */
  public String description() {
    String name =
        type.replaceFirst("@openssh[.]com$", "")
            .replaceFirst("^(sk-)?(?:ssh-)?(ecdsa|[^-]+).*$", "$2$1")
            .replaceFirst("sk-$", "-sk");
    return name.toUpperCase(Locale.ROOT) + " " + fingerprint();
  }

  /** SHA-256 of the wire format, as {@code ssh-keygen -l} prints it. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(wire());
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
