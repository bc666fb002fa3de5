package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.PlanningException;
import io.hostready.fix.SettingsText.Style;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTextTest {

  private static String shell(String text, String key, String value) {
    return new SettingsText(text, Style.SHELL, Optional.empty()).with(key, value).text();
  }

  private static String ini(String text, String section, String key, String value) {
    Optional<String> at = section.isEmpty() ? Optional.empty() : Optional.of(section);
    return new SettingsText(text, Style.INI, at).with(key, value).text();
  }

  /** Old and new text with | for a line break. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "A=1|K=old|B=2|, A=1|K=new|B=2|",
        "K=\"old\" # why|, K=\"new\" # why|",
        "K='old'|B=1, K='new'|B=1",
        "A=1|  export K=old|, A=1|  export K=new|",
        "K=first|K=second|, K=first|K=new|",
        "K=old, K=new",
        "K=|, K=new|",
        "#K=old|B=2|, #K=old|K=new|B=2|",
        "B=2, B=2|K=new|",
        "# K = not this|B=\"K=no\"|, # K = not this|K=new|B=\"K=no\"|",
      })
  void oneShellValueChangesAndNothingElse(String before, String after) {
    assertEquals(lines(after), shell(lines(before), "K", "new"));
  }

  private static String lines(String text) {
    return text.replace('|', '\n');
  }

  @Test
  void lineEndsOfWindowsStay() {
    assertEquals("K=new\r\nB=1\r\n", shell("K=old\r\nB=1\r\n", "K", "new"));
    assertEquals("B=1\r\nK=new\r\n", shell("B=1\r\n", "K", "new"));
  }

  @Test
  void whatAShellWouldExpandIsQuoted() {
    assertEquals("K=\"a \\$HOME \\\"b\\\"\"\n", shell("K=old\n", "K", "a $HOME \"b\""));
    assertEquals("K='a $HOME'\n", shell("K='old'\n", "K", "a $HOME"));
    assertEquals("K=\"it's\"\n", shell("K='old'\n", "K", "it's"));
  }

  @Test
  void sameValueIsNoChange() {
    assertEquals("K=\"x\"\n", shell("K=\"x\"\n", "K", "x"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "K=\"two|lines\"|",
        "K=`date`|",
        "A=1 K=2|",
        "K+=more|",
        "K=old; B=1|",
        "K=a\"b\"c|"
      })
  void whatIsNotOnePlainAssignmentIsLeftForAPerson(String text) {
    PlanningException refusal =
        assertThrows(PlanningException.class, () -> shell(lines(text), "K", "new"));
    assertTrue(refusal.why().contains("by hand to new"), refusal.why());
  }

  @Test
  void quotationThatNeverClosesIsLeftForAPerson() {
    assertThrows(PlanningException.class, () -> shell("A=\"x\nK=1\n", "K", "2"));
  }

  @Test
  void aKeyBelowAHeadingChangesThereAlone() {
    assertEquals(
        "k = 0\n[a]\nk = 1\n[b]\nk = new\n",
        ini("k = 0\n[a]\nk = 1\n[b]\nk = 2\n", "b", "k", "new"));
    assertEquals("k = new\n[a]\nk = 1\n", ini("k = 0\n[a]\nk = 1\n", "", "k", "new"));
  }

  @Test
  void aNewKeyGoesToTheEndOfItsSection() {
    assertEquals(
        "[a]\nx = 1\nk = new\n\n[b]\ny = 2\n", ini("[a]\nx = 1\n\n[b]\ny = 2\n", "a", "k", "new"));
    assertEquals("x=1\nk=new\n[a]\ny=2\n", ini("x=1\n[a]\ny=2\n", "", "k", "new"));
  }

  @Test
  void aNewSectionGoesToTheEnd() {
    assertEquals("[a]\nx=1\n\n[b]\nk=new\n", ini("[a]\nx=1\n", "b", "k", "new"));
    assertEquals("[b]\nk=new\n", ini("", "b", "k", "new"));
  }

  @Test
  void aKeyShownInACommentIsWrittenBelowIt() {
    assertEquals("[Login]\n#k=1\nk=new\n#z=2\n", ini("[Login]\n#k=1\n#z=2\n", "Login", "k", "new"));
  }

  @Test
  void longLinesAreRead() {
    String value = "x".repeat(200_000);
    assertEquals("K=\"y\"\n", shell("K=\"" + value + "\"\n", "K", "y"));
  }
}
