package io.hostready.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.text.ShellAssignments.Assignment;
import io.hostready.text.ShellAssignments.Separator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellAssignmentsTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "A=b, b",
        "A=, ~~",
        "  A=b  # why, b",
        "A=b#c, b#c",
        "export A=b, b",
        "A=\"b c\" , b c",
        "A='b \"c\"', b \"c\"",
        "A=\"b\"'c'd, bcd",
        "A=b\\ c, b c",
        "A=\"b\\\"c\\$d\\e\", b\"c$d\\e",
        "A=b; B=c, b",
        "B=c A=b, b",
        "A=b && echo done, b",
      })
  void aShellsAssignmentIsTakenAsTheShellTakesIt(String text, String value) {
    assertEquals(Optional.of(value), ShellAssignments.ofShell(text).value("A"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "#A=b",
        " # A=b",
        "A = b",
        "A=b command",
        "echo A=b",
        "BA=b",
        "[ -f A=b ]",
        "export A"
      })
  void whatIsNoAssignmentToAShellIsNone(String text) {
    assertEquals(Optional.empty(), ShellAssignments.ofShell(text).last("A"));
  }

  @Test
  void theLastAssignmentCountsAndKnowsItsLine() {
    ShellAssignments read =
        ShellAssignments.ofShell(
            """
            # comment with a ' mark
            POLICY="DROP"
            LONG="one
            two"
            POLICY=ACCEPT
            """);
    assertEquals(Optional.of(new Assignment("POLICY", "ACCEPT", 5, false)), read.last("POLICY"));
    assertEquals(Optional.of("one\ntwo"), read.value("LONG"));
  }

  @Test
  void plusAppendsAndABackslashJoinsLines() {
    assertEquals(Optional.of("a b"), ShellAssignments.ofShell("A=a\nA+=' b'\n").value("A"));
    assertEquals(Optional.of("ab"), ShellAssignments.ofShell("A=a\\\nb\n").value("A"));
  }

  @Test
  void windowsLineEndsAreNoPartOfAValue() {
    assertEquals(Optional.of("b"), ShellAssignments.ofShell("A=b\r\nB=c\r\n").value("A"));
  }

  @Test
  void whatOnlyAShellCanTellIsMarked() {
    assertTrue(ShellAssignments.ofShell("A=$B").last("A").orElseThrow().computed());
    assertTrue(ShellAssignments.ofShell("A=\"`uname`\"").last("A").orElseThrow().computed());
    assertFalse(ShellAssignments.ofShell("A='$B'").last("A").orElseThrow().computed());
  }

  @Test
  void aQuotationThatNeverClosesIsAnErrorWithItsLine() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> ShellAssignments.ofShell("A=b\nB=\"c\nC=d\n"));
    assertEquals("line 2 opens a quotation with \" that is never closed", error.getMessage());
  }

  @Test
  void hostileTextEndsTheScan() {
    String hostile = "=\\(\u0000)<>&|;'a'\"b\"\\".repeat(20_000) + "\n\nA=b\n";
    assertEquals(Optional.of("b"), ShellAssignments.ofShell(hostile).value("A"));
    assertEquals(List.of(), ShellAssignments.ofShell("\\").all());
  }

  @Test
  void linesWithASeparatorKeepEverythingAfterTheFirstOne() {
    String text = "; no\n[section]\nkey = \"a=b\"\nother: x y\nPermitRootLogin\tno\n";
    assertEquals(Optional.of("a=b"), ShellAssignments.ofLines(text, Separator.EQUALS).value("key"));
    assertEquals(
        Optional.of("x y"), ShellAssignments.ofLines(text, Separator.COLON).value("other"));
    assertEquals(
        Optional.of("no"),
        ShellAssignments.ofLines(text, Separator.SPACE).value("PermitRootLogin"));
  }
}
