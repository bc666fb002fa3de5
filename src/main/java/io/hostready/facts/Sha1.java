package io.hostready.facts;

/**
 * SHA-1 of short texts, for the fingerprints of version 4 keys: setting up the Java platform's own
 * costs a check more than all else that it does with keys. Source: FIPS 180-4, 6.1.
 */
final class Sha1 {

  private static final int BLOCK = 64;

  private Sha1() {}

  /** The twenty bytes. */
  static byte[] of(byte[] message) {
    // A one bit, zeros, and the message's length in bits as eight bytes fill the last block up.
    byte[] padded = java.util.Arrays.copyOf(message, (message.length + 8) / BLOCK * BLOCK + BLOCK);
    padded[message.length] = (byte) 0x80;
    long bits = 8L * message.length;
    for (int i = 1; i <= 8; i++) {
      padded[padded.length - i] = (byte) bits;
      bits >>>= 8;
    }
    int[] state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    int[] words = new int[80];
    for (int at = 0; at < padded.length; at += BLOCK) {
      addBlock(padded, at, state, words);
    }
    byte[] digest = new byte[4 * state.length];
    for (int i = 0; i < digest.length; i++) {
      digest[i] = (byte) (state[i / 4] >>> 24 - 8 * (i % 4));
    }
    return digest;
  }

  private static void addBlock(byte[] message, int start, int[] state, int[] words) {
    for (int i = 0, at = start; i < 16; i++, at += 4) {
      words[i] =
          message[at] << 24
              | (message[at + 1] & 0xFF) << 16
              | (message[at + 2] & 0xFF) << 8
              | message[at + 3] & 0xFF;
    }
    for (int i = 16; i < words.length; i++) {
      int word = words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16];
      words[i] = word << 1 | word >>> 31;
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    for (int i = 0; i < words.length; i++) {
      int mixed;
      if (i < 20) {
        mixed = (b & c | ~b & d) + 0x5A827999;
      } else if (i < 40) {
        mixed = (b ^ c ^ d) + 0x6ED9EBA1;
      } else if (i < 60) {
        mixed = (b & c | b & d | c & d) + 0x8F1BBCDC;
      } else {
        mixed = (b ^ c ^ d) + 0xCA62C1D6;
      }
      int next = (a << 5 | a >>> 27) + mixed + e + words[i];
      e = d;
      d = c;
      c = b << 30 | b >>> 2;
      b = a;
      a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
  }
}
