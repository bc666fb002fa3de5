package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha1Test {

  @Test
  void theStandardsExampleIsRight() {
    assertEquals(
        "a9993e364706816aba3e25717850c26c9cd0d89d",
        HexFormat.of().formatHex(Sha1.of("abc".getBytes(StandardCharsets.US_ASCII))));
  }

  @Test
  void everyLengthIsAsThePlatformSays() throws Exception {
    MessageDigest platform = MessageDigest.getInstance("SHA-1");
    Random random = new Random(1);
    for (int length = 0; length < 600; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      assertArrayEquals(platform.digest(message), Sha1.of(message), "length " + length);
    }
  }
}
