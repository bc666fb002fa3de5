package io.hostready.testbed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Key files in which somebody hides a key of his own beside the one that is pinned, in the ways in
 * which readers of OpenPGP files differ. Source: RFC 9580, 4.2 and 6.2; dearmor_keyring in apt-key.
 */
public final class HostileKey {

  private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n";
  private static final String END = "-----END PGP PUBLIC KEY BLOCK-----\n";

  // RFC 9580, 4.2: types of packets, and the new format of their headers.
  private static final int NEW_FORMAT = 0xC0;
  private static final int SUBKEY = 14;
  private static final int USER_ATTRIBUTE = 17;
  private static final int EXPERIMENTAL = 60;

  private HostileKey() {}

  /** All files, by what is done in them. */
  public static Map<String, byte[]> files(SigningKey pinned, SigningKey hidden) {
    byte[] own = pinned.binary();
    byte[] other = hidden.binary();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("space ends the headers", inAttribute(own, other, " "));
    files.put("tab ends the headers", inAttribute(own, other, "\t"));
    files.put("U+001C ends the headers", inAttribute(own, other, "\u001c"));
    files.put("carriage return ends the headers", inAttribute(own, other, "\r"));
    files.put("two blocks", text(pinned.armored() + hidden.armored()));
    files.put("two blocks, the other first", text(hidden.armored() + pinned.armored()));
    files.put("both in one block", armored(joined(own, other)));
    files.put("in a user attribute", armored(joined(own, packet(USER_ATTRIBUTE, other))));
    files.put("in an unknown packet", armored(joined(own, packet(EXPERIMENTAL, other))));
    files.put("as a subkey", armored(joined(own, asSubkey(other))));
    files.put("checksum of the other", text(withChecksumOf(hidden, pinned)));
    files.put("binary, with armor in a user ID", joined(own, packet(13, text(hidden.armored()))));
    return files;
  }

  /**
   * Pinned key and, in the body of a user attribute, the hidden one. A reader that takes the line
   * for the end of the headers sees that; one that waits for an empty line sees the hidden key
   * alone.
   */
  private static byte[] inAttribute(byte[] own, byte[] other, String line) {
    byte[] filling = new byte[(3 - (own.length + 6) % 3) % 3];
    byte[] attribute = packet(USER_ATTRIBUTE, joined(filling, other));
    byte[] all = joined(own, attribute);
    int hidden = all.length - other.length;
    return text(
        BEGIN
            + line
            + "\n"
            + base64(Arrays.copyOf(all, hidden))
            + "\n"
            + base64(Arrays.copyOfRange(all, hidden, all.length))
            + END);
  }

  /** The first packet of a key, a primary key, as a subkey; then the rest of its packets. */
  private static byte[] asSubkey(byte[] key) {
    byte[] changed = key.clone();
    changed[0] = (byte) (0x80 | SUBKEY << 2 | changed[0] & 3); // the old format, as GnuPG writes
    return changed;
  }

  private static String withChecksumOf(SigningKey one, SigningKey other) {
    String checksum = one.armored().replaceFirst("(?s).*\n(=.{4}\n).*", "$1");
    return other.armored().replaceFirst("\n=.{4}\n", "\n" + checksum);
  }

  private static byte[] packet(int type, byte[] body) {
    int length = body.length;
    byte[] header = {
      (byte) (NEW_FORMAT | type),
      (byte) 0xFF,
      (byte) (length >> 24),
      (byte) (length >> 16),
      (byte) (length >> 8),
      (byte) length
    };
    return joined(header, body);
  }

  private static byte[] armored(byte[] packets) {
    return text(BEGIN + "\n" + base64(packets) + END);
  }

  private static String base64(byte[] bytes) {
    return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n";
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.writeBytes(other);
    return both.toByteArray();
  }
}
