package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepProgressTest {

  private static final String CLEAR = "\r\u001b[K";

  private long now;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private StepProgress progress(boolean isTerminal, boolean verbose) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Map<String, String> environment = Map.of("TERM", "xterm", "COLUMNS", "60");
    Terminal terminal = new Terminal(stream, stream, isTerminal, isTerminal, environment);
    return new StepProgress(terminal, verbose, () -> now);
  }

  private String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void twoSteps(StepProgress progress) {
    progress.started("[1/2] create system group docker");
    progress.ended();
    progress.started("[2/2] install docker-ce");
    progress.output("Unpacking docker-ce");
    now += 41_000_000_000L;
    progress.ended();
  }

  @Test
  void aStepIsOneLineOfATerminalWithItsTime() {
    twoSteps(progress(true, false));
    assertEquals(
        "[1/2] create system group docker ..."
            + CLEAR
            + "[1/2] create system group docker\n"
            + "[2/2] install docker-ce ..."
            + CLEAR
            + "[2/2] install docker-ce  Unpacking docker-ce"
            + CLEAR
            + "[2/2] install docker-ce"
            + " ".repeat(47)
            + "41s\n",
        printed());
  }

  @Test
  void aLogHasAllLines() {
    twoSteps(progress(false, false));
    assertEquals(
        """
        [1/2] create system group docker
        [2/2] install docker-ce
              Unpacking docker-ce
              done in 41s
        """,
        printed());
  }

  @Test
  void verboseShowsAllLinesOnATerminalToo() {
    twoSteps(progress(true, true));
    assertTrue(printed().contains("\n      Unpacking docker-ce\n"), printed());
  }

  @Test
  void whatIsDrawnOverFitsOnALine() {
    StepProgress progress = progress(true, false);
    progress.started("[1/1] install " + "docker-ce ".repeat(10));
    progress.output("x".repeat(100));
    for (String drawn : printed().split(CLEAR.replace("[", "\\["))) {
      assertTrue(drawn.length() < 60, drawn);
    }
  }

  @Test
  void aFailedStepSaysSo() {
    progress(true, false).failed();
    assertTrue(printed().endsWith(" ... FAILED\n"), printed());
  }

  @Test
  void dpkgsCountingIsLeftOut() {
    StepProgress progress = progress(false, false);
    progress.output("Selecting previously unselected package docker-ce.");
    progress.output("(Reading database ... ");
    progress.output("(Reading database ... 5%");
    progress.output("(Reading database ... 100%");
    progress.output("(Reading database ... 10770 files and directories currently installed.)");
    assertEquals(
        """
              Selecting previously unselected package docker-ce.
              (Reading database ... 10770 files and directories currently installed.)
        """,
        printed());
  }
}
