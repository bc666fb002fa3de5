package io.hostready.facts;

import io.hostready.host.Bytes;
import io.hostready.host.Host;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public keys in a file: the fingerprints of its primary keys, in file order. Each packet is a
 * primary key, user ID, subkey or signature of version 4 keys; every other file is refused, so that
 * no reader can find a key in it that is not listed here. Output is created from these packets.
 * Source: RFC 9580, 4.2 (packets), 5.5.4.2 (fingerprints).
 *
 * @param binary the packets, written by this class
 * @param isArmored whether the file was armored
 */
public record OpenPgpKeys(List<String> fingerprints, Bytes binary, boolean isArmored) {

  private static final int SIGNATURE = 2;
  private static final int PRIMARY_KEY = 6;
  private static final int USER_ID = 13;
  private static final int SUBKEY = 14;
  private static final int USER_ATTRIBUTE = 17;

  public OpenPgpKeys {
    fingerprints = List.copyOf(fingerprints);
  }

  /** The keys of a host's key files, each read once. */
  private record Known(Map<String, OpenPgpKeys> byFile) {}

  /**
   * Reads the keys that apt finds in a host's file with this content; cached, because several rules
   * read the same keyrings.
   *
   * @throws IllegalArgumentException if it contains anything else, or apt would not read it, with
   *     what was found
   */
  public static OpenPgpKeys of(Host host, String file, byte[] content) {
    Map<String, OpenPgpKeys> known =
        host.fact(Known.class, _ -> new Known(new ConcurrentHashMap<>())).byFile();
    OpenPgpKeys keys = known.get(file);
    if (keys == null) {
      keys = read(file, Bytes.of(content));
      known.put(file, keys);
    }
    return keys;
  }

  /** As {@link #read(Bytes)}, and the file must have the format that apt expects for its name. */
  private static OpenPgpKeys read(String path, Bytes file) {
    OpenPgpKeys keys = read(file);
    boolean mustBeArmored = path.endsWith(".asc");
    if (keys.isArmored() != mustBeArmored && (mustBeArmored || path.endsWith(".gpg"))) {
      throw new IllegalArgumentException(
          mustBeArmored
              ? "it is a binary key; apt expects an armored one in files that end in .asc"
              : "it is an armored key; apt expects a binary one in files that end in .gpg");
    }
    return keys;
  }

  /**
   * Reads a key file, armored or binary.
   *
   * @throws IllegalArgumentException if it is anything else, with what was found
   */
  public static OpenPgpKeys read(Bytes file) {
    byte[] bytes = file.bytes();
    boolean isArmored = OpenPgpArmor.isArmor(bytes);
    List<OpenPgpPacket> packets = OpenPgpPacket.read(isArmored ? OpenPgpArmor.read(bytes) : bytes);
    List<String> fingerprints = fingerprints(packets);
    return new OpenPgpKeys(fingerprints, Bytes.of(OpenPgpPacket.write(packets)), isArmored);
  }

  /** The content of a key file in the format that apt expects for its name: .asc means armored. */
  public Bytes inFormOf(String path) {
    return path.endsWith(".asc") ? Bytes.of(OpenPgpArmor.write(binary.bytes())) : binary;
  }

  /** Whether a file contains one key, the expected one, in the format that its name requires. */
  public static boolean isExactly(String fingerprint, String path, Bytes file) {
    try {
      String expected = fingerprint.replace(" ", "").toUpperCase(Locale.ROOT);
      return read(path, file).fingerprints().equals(List.of(expected));
    } catch (IllegalArgumentException otherThing) {
      return false;
    }
  }

  /**
   * Why apt does not read keys from a file at all, empty if it does: it decides by the suffix of
   * the name, expects armor in .asc files and packets in every other file, and ignores other
   * formats. Source: apt 3.0, methods/gpgv.cc and methods/sqv.cc; apt-key before.
   */
  public static Optional<String> whyIgnored(String path, byte[] content) {
    if (path.endsWith(".asc")) {
      try {
        OpenPgpArmor.read(content);
        return Optional.empty();
      } catch (IllegalArgumentException malformed) {
        return Optional.of(
            "is not an armored key, which apt expects in .asc files: " + malformed.getMessage());
      }
    }
    int first = content.length == 0 ? 0 : content[0] & 0xFF;
    boolean isKey = first == 0x98 || first == 0x99 || first == 0xC6; // headers of a public key
    return isKey
        ? Optional.empty()
        : Optional.of("is not a binary key, which apt expects in all files but .asc");
  }

  private static List<String> fingerprints(List<OpenPgpPacket> packets) {
    List<String> found = new ArrayList<>();
    for (OpenPgpPacket packet : packets) {
      switch (packet.tag()) {
        case PRIMARY_KEY -> found.add(fingerprint(packet.body()));
        case SIGNATURE, USER_ID, SUBKEY -> {
          if (found.isEmpty()) {
            throw new IllegalArgumentException("it does not begin with a public key");
          }
        }
        case USER_ATTRIBUTE ->
            throw new IllegalArgumentException(
                "it holds a user attribute, such as a photo, in which another key can be hidden;"
                    + " export it with 'gpg --export-options no-export-attributes'");
        default ->
            throw new IllegalArgumentException(
                "it holds a packet of type "
                    + packet.tag()
                    + ", which does not belong in a public key");
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
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(hashed);
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-1", impossible);
    }
  }
}
