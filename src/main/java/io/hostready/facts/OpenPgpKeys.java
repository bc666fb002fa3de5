package io.hostready.facts;

import io.hostready.host.Content;
import io.hostready.host.Host;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public keys in a file: the fingerprints of its primary keys, in file order. Only what can
 * stand in a file of version 4 public keys is accepted, so that no packet brings in a key unseen.
 * Source: RFC 9580, 4.2 (packets), 5.5.4.2 (fingerprints), 6.2 (armour).
 *
 * @param binary the packets without armour
 */
public record OpenPgpKeys(List<String> fingerprints, Content binary, boolean isArmoured) {

  private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";

  private static final int SIGNATURE = 2;
  private static final int PRIMARY_KEY = 6;
  private static final int USER_ID = 13;
  private static final int SUBKEY = 14;
  private static final int USER_ATTRIBUTE = 17;

  public OpenPgpKeys {
    fingerprints = List.copyOf(fingerprints);
  }

  /** The keys of a host's files that were asked for, each read once. */
  private record Known(Map<String, OpenPgpKeys> byFile) {}

  /**
   * Reads the keys in a host's file, which has this content; remembered, because several rules ask
   * for the same keyrings.
   *
   * @throws IllegalArgumentException when it holds anything else, saying what was found
   */
  public static OpenPgpKeys of(Host host, String file, byte[] content) {
    Map<String, OpenPgpKeys> known =
        host.fact(Known.class, _ -> new Known(new ConcurrentHashMap<>())).byFile();
    OpenPgpKeys keys = known.get(file);
    if (keys == null) {
      keys = read(Content.of(content));
      known.put(file, keys);
    }
    return keys;
  }

  /**
   * Reads a file of keys, armoured or not.
   *
   * @throws IllegalArgumentException when it is anything else, saying what was found
   */
  public static OpenPgpKeys read(Content file) {
    String text = file.text().orElse("");
    boolean armoured = text.contains(BEGIN);
    byte[] packets = armoured ? withoutArmour(text) : file.bytes();
    return new OpenPgpKeys(fingerprints(packets), Content.of(packets), armoured);
  }

  /** Whether a file holds one key, the expected one, in the form that its name calls for. */
  public static boolean isExactly(String fingerprint, String path, Content file) {
    try {
      OpenPgpKeys keys = read(file);
      String expected = fingerprint.replace(" ", "").toUpperCase(Locale.ROOT);
      return keys.fingerprints().equals(List.of(expected))
          && keys.isArmoured() == path.endsWith(".asc");
    } catch (IllegalArgumentException otherThing) {
      return false;
    }
  }

  /**
   * Whether apt looks for keys in a file at all: it goes by the name's end, wants armour in .asc
   * and packets in every other file, and ignores what is otherwise. Source: apt 3.0,
   * methods/gpgv.cc and methods/sqv.cc; apt-key of earlier ones.
   */
  public static boolean hasFormOfName(String path, byte[] content) {
    if (path.endsWith(".asc")) {
      List<String> lines =
          new String(content, StandardCharsets.ISO_8859_1).lines().map(String::strip).toList();
      int begin = lines.indexOf(BEGIN);
      return begin >= 0 && lines.subList(begin, lines.size()).contains(END);
    }
    int first = content.length == 0 ? 0 : content[0] & 0xFF;
    return first == 0x98 || first == 0x99 || first == 0xC6; // headers of a public key's packet
  }

  private static byte[] withoutArmour(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.strip().split("\n")) {
      lines.add(line.strip());
    }
    if (!lines.getFirst().equals(BEGIN) || lines.indexOf(END) != lines.size() - 1) {
      throw new IllegalArgumentException("it is not one armoured block of keys and nothing else");
    }
    int blank = lines.indexOf("");
    StringBuilder base64 = new StringBuilder();
    String checksum = "";
    for (String line : lines.subList(Math.max(1, blank + 1), lines.size() - 1)) {
      if (line.startsWith("=") && line.length() == 5) {
        checksum = line.substring(1);
      } else {
        base64.append(line);
      }
    }
    byte[] packets = Base64.getDecoder().decode(base64.toString());
    if (!checksum.isEmpty() && !checksum.equals(crc24(packets))) {
      throw new IllegalArgumentException("its checksum is wrong: it was damaged on the way");
    }
    return packets;
  }

  /** The remainder of each byte, so that the bits are gone through once and not for each file. */
  private static final int[] REMAINDERS = new int[256];

  static {
    for (int each = 0; each < REMAINDERS.length; each++) {
      int crc = each << 16;
      for (int bit = 0; bit < 8; bit++) {
        crc <<= 1;
        if ((crc & 0x1000000) != 0) {
          crc ^= 0x1864CFB;
        }
      }
      REMAINDERS[each] = crc & 0xFFFFFF;
    }
  }

  /** RFC 9580, 6.1.1. In short rows: what is called often is compiled soon. */
  private static String crc24(byte[] bytes) {
    int crc = 0xB704CE;
    for (int at = 0; at < bytes.length; at += ROW) {
      crc = crc24(crc, bytes, at, Math.min(at + ROW, bytes.length));
    }
    byte[] three = {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc};
    return Base64.getEncoder().encodeToString(three);
  }

  private static final int ROW = 64;

  private static int crc24(int before, byte[] bytes, int from, int to) {
    int crc = before;
    for (int at = from; at < to; at++) {
      crc = (crc << 8 ^ REMAINDERS[(crc >> 16 ^ bytes[at]) & 0xFF]) & 0xFFFFFF;
    }
    return crc;
  }

  private static List<String> fingerprints(byte[] packets) {
    List<String> found = new ArrayList<>();
    Packets reader = new Packets(packets);
    while (reader.hasNext()) {
      int tag = reader.nextTag();
      byte[] body = reader.nextBody();
      switch (tag) {
        case PRIMARY_KEY -> found.add(fingerprint(body));
        case SIGNATURE, USER_ID, SUBKEY, USER_ATTRIBUTE -> {
          if (found.isEmpty()) {
            throw new IllegalArgumentException("it does not begin with a public key");
          }
        }
        default ->
            throw new IllegalArgumentException(
                "it holds a packet of type " + tag + ", which is no part of a public key");
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no public key in it");
    }
    return found;
  }

  private static String fingerprint(byte[] body) {
    if (body.length == 0 || body[0] != 4) {
      throw new IllegalArgumentException(
          "it holds a key of version " + (body.length == 0 ? "?" : body[0]) + "; expected 4");
    }
    byte[] hashed = new byte[body.length + 3];
    hashed[0] = (byte) 0x99;
    hashed[1] = (byte) (body.length >> 8);
    hashed[2] = (byte) body.length;
    System.arraycopy(body, 0, hashed, 3, body.length);
    return HexFormat.of().withUpperCase().formatHex(Sha1.of(hashed));
  }

  /** Takes packets off a row of bytes. */
  private static final class Packets {
    private final byte[] bytes;
    private int at;

    Packets(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean hasNext() {
      return at < bytes.length;
    }

    int nextTag() {
      int header = bytes[at] & 0xFF;
      if ((header & 0x80) == 0) {
        throw new IllegalArgumentException("it is no OpenPGP key");
      }
      return (header & 0x40) != 0 ? header & 0x3F : (header >> 2) & 0x0F;
    }

    byte[] nextBody() {
      int header = take();
      int length = (header & 0x40) != 0 ? newLength() : oldLength(header & 3);
      if (length < 0 || length > bytes.length - at || length > 0xFFFF) {
        throw new IllegalArgumentException("it ends in the middle of a packet, or is no key");
      }
      byte[] body = Arrays.copyOfRange(bytes, at, at + length);
      at += length;
      return body;
    }

    private int newLength() {
      int first = take();
      if (first < 192) {
        return first;
      }
      if (first < 224) {
        return ((first - 192) << 8) + take() + 192;
      }
      return first == 255 ? number(4) : -1; // 224 to 254: partial lengths, never of keys
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
