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
      progress.start("web-" + i);
      now += 60_000_000;
      progress.step("web-" + i);
    }
    progress.close();
    progress.close();
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

  @Test
  void slowHostIsNamedAndOtherTextIsPrintedOnALineOfItsOwn() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, true, true, Map.of("TERM", "xterm"));
    Progress progress = new Progress(terminal, true, 3, "hosts", () -> now);
    for (String name : new String[] {"db-7", "web-1", "web-\u001b[2Jwith-a-name-of-many-letters"}) {
      progress.start(name);
    }
    now += 4_000_000_000L;
    progress.step("web-1");
    progress.pause(() -> stream.print("report\n"));
    now += 1_000_000_000L;
    progress.step("db-7");
    progress.close();
    String clear = "\r\u001b[K";
    assertEquals(
        clear
            + "[###-------] 1 of 3 hosts, waiting for db-7 and 1 more"
            + clear
            + "report\n"
            + clear
            + "[######----] 2 of 3 hosts, waiting for web-\\x1b[2Jwith-a-nam..."
            + clear,
        written.toString(StandardCharsets.UTF_8));
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
