package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  private static final Path HOST = Fixtures.host("ubuntu-24.04-fresh");

  private static String check(boolean isTerminal, Map<String, String> environment, String when) {
    System.setProperty("hostready.rules", Project.DIRECTORY.resolve("rules").toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, isTerminal, environment);
    new Hostready(terminal, Clock.systemUTC())
        .run("check", "--host", HOST.toString(), "--color", when);
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    // when, terminal, TERM, NO_COLOR, coloured
    "auto, true, xterm, , true",
    "auto, true, , , true",
    "auto, true, dumb, , false",
    "auto, true, xterm, 1, false",
    "auto, true, xterm, '', true", // no-color.org: when present and not an empty string
    "auto, false, xterm, , false",
    "always, false, dumb, 1, true",
    "never, true, xterm, , false",
  })
  void colourIsForTerminalsThatWantIt(
      String when, boolean isTerminal, String term, String noColor, boolean colored) {
    Map<String, String> environment = new HashMap<>();
    if (term != null) {
      environment.put("TERM", term);
    }
    if (noColor != null) {
      environment.put("NO_COLOR", noColor);
    }
    assertEquals(colored, check(isTerminal, environment, when).contains("\u001b["));
  }

  @Test
  void colourChangesNothingElse() {
    String colored = check(true, Map.of(), "always");
    assertEquals(check(true, Map.of(), "never"), colored.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void aFileOrPipeIsNoTerminal() {
    assertFalse(Terminal.isTerminal(12345));
  }

  @ParameterizedTest
  @CsvSource({
    // terminal, what it says, COLUMNS, width
    "false, 70, 90, 100",
    "true, 70, , 70",
    "true, 70, 90, 90",
    "true, 70, wide, 70",
    "true, , , 80", // a serial console says 0
    "true, 200, , 110",
    "true, 40, , 60",
  })
  void textIsAsWideAsTheTerminalWithinLimits(
      boolean isTerminal, Integer says, String columns, int width) {
    PrintStream stream = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(
            stream,
            stream,
            () -> isTerminal,
            () -> false,
            () -> says == null ? OptionalInt.empty() : OptionalInt.of(says),
            columns == null ? Map.of() : Map.of("COLUMNS", columns));
    assertEquals(width, terminal.style("auto").width());
    assertEquals(isTerminal, terminal.style("auto").isTerminal());
  }

  @Test
  void savedReportIsNoReasonToRunACommandHere(@TempDir Path scratch) throws IOException {
    String json =
        Project.hostready("check", "--host", HOST.toString(), "--format", "json")
            .out()
            .replaceFirst("\"source\": \"[^\"]*\"", "\"source\": \"live\"");
    Path saved = Files.writeString(scratch.resolve("web-1.json"), json);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    new Hostready(new Terminal(stream, stream, true, Map.of()), Clock.systemUTC())
        .run("report", saved.toString(), "--color", "never");
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("\nNOT READY for Docker Engine 29: 1 required check failed\n"), text);
    assertFalse(text.contains("Next:"), text);
  }
}
