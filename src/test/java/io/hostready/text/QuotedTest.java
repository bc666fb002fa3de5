package io.hostready.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hostready.yaml.Problem;
import io.hostready.yaml.SourceSpan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {

  @ParameterizedTest
  @CsvSource({
    "plain text, 'plain text'",
    "Ünïcödé 🐳, 'Ünïcödé 🐳'",
    "'', ''''''",
  })
  void harmlessTextStaysAsItIs(String text, String quoted) {
    assertEquals(quoted.startsWith("'") ? quoted : "'" + quoted + "'", Quoted.of(text));
  }

  @Test
  void whatSteersOrDeceivesIsEscaped() {
    assertEquals("'a\\x1b[2Jb'", Quoted.of("a\u001b[2Jb"));
    assertEquals("'a\\nb\\tc\\rd'", Quoted.of("a\nb\tc\rd"));
    assertEquals("'a\\u202eb\\x9bc\\u2028d\\x00'", Quoted.of("a\u202eb\u009bc\u2028d\0"));
    assertEquals("'\\ud800'", Quoted.of("\ud800"));
  }

  /** A runner's commands; addresses and names of C++ are none. */
  @ParameterizedTest
  @CsvSource({
    "::error::x, \\x3a:error::x",
    "'  ::error file=a,line=1::x', '  \\x3a:error file=a,line=1::x'",
    "'a\u00a0::warning::', 'a\u00a0\\x3a:warning::'",
    "a ##[error]x, a \\x23#[error]x",
    "###[error]x, #\\x23#[error]x",
    "::1, ::1",
    ":::2375, :::2375",
    "on ::ffff:10.0.0.1, on ::ffff:10.0.0.1",
    "a::b::c, a::b::c",
    "## [x], ## [x]",
  })
  void whatARunnerTakesForACommandIsEscaped(String text, String shown) {
    assertEquals(shown, Quoted.harmless(text));
  }

  @Test
  void longTextIsCutBetweenCharactersAndItsLengthTold() {
    assertEquals("'" + "x".repeat(80) + "'", Quoted.of("x".repeat(80)));
    assertEquals("'" + "x".repeat(60) + "...' (81 characters)", Quoted.of("x".repeat(81)));
    String whales = Quoted.of("🐳".repeat(100));
    assertEquals("'" + "🐳".repeat(60) + "...' (100 characters)", whales);
  }

  @Test
  void aFewNamesAreListedAndManyCounted() {
    assertEquals("'a'", Quoted.listed(List.of("a")));
    assertEquals("'a', 'b', 'c'", Quoted.listed(List.of("a", "b", "c")));
    assertEquals("'a', 'b', 'c' and 2 more", Quoted.listed(List.of("a", "b", "c", "d", "e")));
  }

  @Test
  void noProblemCanHoldALineEndOrAnEscapeSequence() {
    Problem problem =
        new Problem(new SourceSpan("dir\u001b/f\n", 1, 1), "invalid key '\u001b[2J\n'");
    assertFalse(problem.toString().chars().anyMatch(Character::isISOControl), problem::toString);
    assertEquals("dir\\x1b/f\\n:1:1: invalid key '\\x1b[2J\\n'", problem.toString());
  }
}
