package io.hostready.facts;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One packet of an OpenPGP file. Tag is its type, such as 6 for a public key; the body excludes its
 * header. Source: RFC 9580, 4.2.
 */
record OpenPgpPacket(int tag, byte[] body) {

  // The fingerprint of a version 4 key contains its length in two bytes: RFC 9580, 5.5.4.2.
  private static final int LONGEST = 0xFFFF;

  /**
   * Reads packets to the end of the bytes.
   *
   * @throws IllegalArgumentException if they are anything else, with what was found
   */
  static List<OpenPgpPacket> read(byte[] bytes) {
    List<OpenPgpPacket> packets = new ArrayList<>();
    Reader reader = new Reader(bytes);
    while (reader.at < bytes.length) {
      packets.add(reader.next());
    }
    return packets;
  }

  /** Writes packets as GnuPG does, with old-format headers, which the oldest readers support. */
  static byte[] write(List<OpenPgpPacket> packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (OpenPgpPacket packet : packets) {
      int length = packet.body().length;
      boolean isShort = length <= 0xFF;
      out.write(0x80 | packet.tag() << 2 | (isShort ? 0 : 1));
      if (!isShort) {
        out.write(length >> 8);
      }
      out.write(length);
      out.writeBytes(packet.body());
    }
    return out.toByteArray();
  }

  /** Reads packets from bytes. */
  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    OpenPgpPacket next() {
      int header = take();
      if ((header & 0x80) == 0) {
        throw new IllegalArgumentException("it is not an OpenPGP key");
      }
      boolean isNew = (header & 0x40) != 0;
      int tag = isNew ? header & 0x3F : header >> 2 & 0x0F;
      int length = isNew ? newLength() : oldLength(header & 3);
      if (length < 0 || length > bytes.length - at || length > LONGEST) {
        throw new IllegalArgumentException("it ends in the middle of a packet, or is not a key");
      }
      at += length;
      return new OpenPgpPacket(tag, Arrays.copyOfRange(bytes, at - length, at));
    }

    private int newLength() {
      int first = take();
      if (first < 192) {
        return first;
      }
      if (first < 224) {
        return ((first - 192) << 8) + take() + 192;
      }
      return first == 255 ? number(4) : -1; // 224 to 254: partial lengths, never used for keys
    }

    private int oldLength(int type) {
      return type == 3 ? -1 : number(1 << type);
    }

    private int number(int count) {
      int number = 0;
      for (int i = 0; i < count; i++) {
        number = (number << 8) | take();
      }
      return number;
    }

    private int take() {
      if (at >= bytes.length) {
        throw new IllegalArgumentException("it ends in the middle of a packet");
      }
      return bytes[at++] & 0xFF;
    }
  }
}
