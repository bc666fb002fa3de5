package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

  private long now;

  /** What is drawn of four hosts that take 60 ms each, and a line of something else. */
  private String drawn(boolean out, boolean err, boolean elsewhere, String term) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, out, err, Map.of("TERM", term));
    Progress progress = new Progress(terminal, elsewhere, 4, "hosts", () -> now);
    for (int i = 0; i < 4; i++) {
      now += 60_000_000;
      progress.step();
    }
    progress.clear();
    progress.clear();
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void oneLineIsDrawnOverTenTimesASecondAndGoesAway() {
    String clear = "\r\u001b[K";
    assertEquals(
        clear
            + "[###############---------------] 2 of 4 hosts"
            + clear
            + "[##############################] 4 of 4 hosts"
            + clear,
        drawn(false, true, false, "xterm"));
  }

  @ParameterizedTest
  @CsvSource({
    // out is a terminal, err is one, no document goes to out, TERM, drawn
    "false, true,  false, xterm, true",
    "true,  true,  true,  xterm, true",
    "true,  true,  false, xterm, false", // it would tear the text that is printed
    "false, false, true,  xterm, false",
    "false, true,  true,  dumb,  false",
  })
  void itIsForTerminalsThatShowNothingElse(
      boolean out, boolean err, boolean elsewhere, String term, boolean isDrawn) {
    assertEquals(isDrawn, !drawn(out, err, elsewhere, term).isEmpty());
  }
}
