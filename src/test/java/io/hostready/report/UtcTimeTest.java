package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2026-11-23T20:36:00.125Z",
        "2024-02-29T23:59:59.999999999Z",
        "2000-02-29T00:00:00.000001Z",
        "1900-03-01T12:00:00Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "-0001-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z"
      })
  void aTimeIsWrittenAsItIsRead(String text) {
    assertEquals(text, UtcTime.of(Instant.parse(text)));
  }

  @Test
  void itIsWhatTheLibraryWrites() {
    Random random = new Random(38);
    for (int i = 0; i < 20_000; i++) {
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(-70_000_000_000L, 260_000_000_000L), random.nextInt(1_000) * 1_000);
      assertEquals(time.toString(), UtcTime.of(time));
    }
  }
}
