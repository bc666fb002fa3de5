package io.hostready.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class EvidenceTest {

  @Test
  void whatNoReaderWouldReadIsCut() {
    assertEquals("x", Evidence.of("/etc/group", "docker", "x").value());
    assertNull(Evidence.of("/etc/group", "docker", null).value());
    assertEquals(
        "u".repeat(20_000) + "... (3000000 characters)",
        Evidence.of("/etc/group", "docker", "u".repeat(3_000_000)).value());
  }

  @Test
  void aCharacterOfTwoUnitsIsNotCutInTwo() {
    assertEquals(
        "x".repeat(19_999) + "... (29999 characters)",
        Evidence.shortened("x".repeat(19_999) + "\ud83d\udc33".repeat(5_000)));
  }
}
