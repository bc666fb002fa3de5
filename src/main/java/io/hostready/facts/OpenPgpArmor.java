package io.hostready.facts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One ASCII-armored block of public keys and nothing else, in a form that every reader decodes to
 * the same bytes: the awk script in apt-key (apt up to 2.8), apt 3.0, GnuPG and Sequoia. Each of
 * them tolerates different additions around and in a block, so nothing is tolerated here. Source:
 * RFC 9580, 6.2.
 */
final class OpenPgpArmor {

  private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";

  private static final int[] CRC_OF_BYTE = crcOfBytes();

  private static final Pattern HEADER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*: [ -~]*");

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private static final Pattern CHECKSUM = Pattern.compile("=[A-Za-z0-9+/]{4}");

  /** The longest line of data, without padding. RFC 9580, 6.2. */
  private static final int MAX_LENGTH = 76;

  private static final int LINE_LENGTH = 64;

  private OpenPgpArmor() {}

  /** Whether a file is armored. The first byte of binary packets has its highest bit set. */
  static boolean isArmor(byte[] file) {
    return file.length > 0
        && file[0] >= 0
        && new String(file, StandardCharsets.ISO_8859_1).contains(BEGIN);
  }

  /**
   * Reads a block.
   *
   * @throws IllegalArgumentException if the file contains anything else, with what and where
   */
  static byte[] read(byte[] file) {
    // One byte is one character, so that no other character is white space or a letter.
    String text = new String(file, StandardCharsets.ISO_8859_1);
    List<String> lines = Arrays.asList(text.split("\n", -1));
    int end = lines.size() - (text.endsWith("\n") ? 2 : 1);
    if (!lines.getFirst().equals(BEGIN) || end < 1 || lines.indexOf(END) != end) {
      throw new IllegalArgumentException("it is not one armored block of keys and nothing else");
    }
    int empty = 1;
    while (empty < end && !lines.get(empty).isEmpty()) {
      require(
          HEADER.matcher(lines.get(empty)).matches(),
          lines,
          empty,
          "a header of the armor such as 'Comment: text', or no text");
      empty++;
    }
    boolean hasChecksum = CHECKSUM.matcher(lines.get(end - 1)).matches();
    int dataEnd = hasChecksum ? end - 1 : end;
    StringBuilder base64 = new StringBuilder();
    for (int at = empty + 1; at < dataEnd; at++) {
      require(isData(lines.get(at)), lines, at, "base64 of at most 76 characters");
      base64.append(lines.get(at));
    }
    byte[] packets = decode(base64.toString());
    if (hasChecksum && !lines.get(end - 1).equals(checksum(packets))) {
      throw new IllegalArgumentException("its checksum is wrong: the file is damaged");
    }
    return packets;
  }

  private static void require(boolean isWellFormed, List<String> lines, int at, String expected) {
    if (!isWellFormed) {
      throw new IllegalArgumentException(
          "line "
              + (at + 1)
              + " of its armor "
              + (lines.get(at).endsWith("\r") ? "ends in a carriage return" : "is malformed")
              + "; expected "
              + expected);
    }
  }

  /**
   * Base64 digits, then at most two characters of padding; awk would skip a line with only padding.
   */
  private static boolean isData(String line) {
    int length = line.length();
    for (int padding = 0; padding < 2 && length > 0 && line.charAt(length - 1) == '='; padding++) {
      length--;
    }
    return length > 0
        && length <= MAX_LENGTH
        && line.chars().limit(length).allMatch(digit -> DIGITS.indexOf(digit) >= 0);
  }

  private static byte[] decode(String base64) {
    byte[] packets;
    try {
      packets = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("its base64 is malformed", malformed);
    }
    // Java accepts base64 without padding and with stray bits; base64(1) and others do not.
    if (packets.length == 0 || !Base64.getEncoder().encodeToString(packets).equals(base64)) {
      throw new IllegalArgumentException("its base64 is cut off or malformed");
    }
    return packets;
  }

  /** A block with these packets, as GnuPG writes it. */
  static String write(byte[] packets) {
    String data = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(packets);
    return BEGIN + "\n\n" + data + "\n" + checksum(packets) + "\n" + END + "\n";
  }

  /** The CRC table: the effect of a byte that is shifted out of the register. RFC 9580, 6.1.1. */
  private static int[] crcOfBytes() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i << 16;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc << 1 ^ ((crc & 0x800000) != 0 ? 0x1864CFB : 0);
      }
      table[i] = crc;
    }
    return table;
  }

  /** RFC 9580, 6.1: CRC-24 of the packets. */
  private static String checksum(byte[] packets) {
    int crc = 0xB704CE;
    for (byte each : packets) {
      crc = (crc << 8 & 0xFFFFFF) ^ CRC_OF_BYTE[(crc >> 16 ^ each) & 0xFF];
    }
    byte[] three = {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc};
    return "=" + Base64.getEncoder().encodeToString(three);
  }
}
