package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextLinesTest {

  private static TextLines lines(boolean colored) {
    return new TextLines(new TextStyle(new Palette(colored), 60, false));
  }

  @Test
  void onlyProseIsBrokenAtTheWidth() {
    String words = "word ".repeat(20).strip();
    String ten = "word ".repeat(10).strip();
    assertEquals(
        words + "\nadvice    " + ten + "\n          " + ten + "\nexpected  " + words + "\n",
        lines(false)
            .line(words)
            .labeled(
                "",
                List.of(
                    TextLines.Row.prose("advice", words), TextLines.Row.command("expected", words)))
            .toString());
  }

  @Test
  void furtherLinesOfProseCanHaveAnIndentOfTheirOwn() {
    assertEquals(
        "9 features: a, " + "word ".repeat(9).strip() + "\n  word word\n",
        lines(false).prose("9 features: ", "  ", "a, " + "word ".repeat(11)).toString());
  }

  @Test
  void gapsDoNotAddUp() {
    assertEquals("a\n\nb\n", lines(false).gap().line("a").gap().gap().line("b").toString());
  }

  @Test
  void labelsAreFaintInColor() {
    assertEquals(
        "  \u001b[2mfix  \u001b[0mdo it\n",
        lines(true).labeled("  ", List.of(TextLines.Row.command("fix", "do it"))).toString());
  }
}
