package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import io.hostready.text.SafeText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

  private static final String PRESENT = "check: {path: {path: /etc/x, expect: {present: true}}}";
  private static final String ABSENT = "check: {path: {path: /etc/none, expect: {present: true}}}";
  private static final String VALUE =
      "check: {file-text: {path: /etc/x, key: KEY, expect: {value: plain}}}";

  private static String text(boolean colored, boolean verbose, HostReport... reports) {
    return Reports.document(
        "text", new TextStyle(new Palette(colored), 100, false), verbose, reports);
  }

  private static String text(HostReport... reports) {
    return text(false, false, reports);
  }

  @Test
  void failuresComeLastTheWorstNearestToTheSummary() {
    HostReport report =
        new Reports()
            .rule("a", "wish", "A wish", "level: optional", ABSENT, "advice: Wish on.")
            .rule("a", "must", "A must", "level: required", ABSENT)
            .rule("b", "closed", "Not readable", "level: required", VALUE.replace("/x", "/closed"))
            .rule("b", "good", "All well", "level: required", PRESENT)
            .report(FakeHost.with("/etc/x", "x").denied("/etc/closed").host());
    assertEquals(
        """
        fake

        a
          fail     wish
          FAIL     must

        b
          UNKNOWN  closed
          pass     good

        fail wish (optional)
              title    A wish
              wanted   /etc/none exists
              found    /etc/none does not exist
              why      It must.
              to do    Wish on.

        UNKNOWN closed (required)
              title    Not readable
              wanted   KEY in /etc/closed: plain
              unknown  /etc/closed: Permission denied. The tree was taken without the
                       right to read it: take it as root.
              why      It must.

        FAIL must (required)
              title    A must
              wanted   /etc/none exists
              found    /etc/none does not exist
              why      It must.

        not ready: 1 pass, 2 fail (1 of them counting), 1 unknown
        """,
        text(report));
  }

  @Test
  void whatCountsIsWrittenInCapitals() {
    Reports rules = new Reports().rule("a", "wish", "A wish", "level: recommended", ABSENT);
    Host host = FakeHost.empty().host();
    assertTrue(text(rules.report(host, Level.REQUIRED)).contains("  fail     wish\n"));
    assertTrue(text(rules.report(host, Level.RECOMMENDED)).contains("  FAIL     wish\n"));
    assertTrue(text(rules.report(host, Level.REQUIRED)).contains("\nready: 1 fail (0 of them"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b]0;owned\u0007", // escape sequences
        "\u009b31m", // one of one byte
        "abc\u202edcba\u2066", // reads backwards
        "one\rtwo\u2028three\u0085four", // moves the cursor
        "\u0000\u0008\u007f\u200b\ufeff",
        "\ud800", // half a character
        "\udb40\udc41", // tags
      })
  void whatAHostSaysCannotSteerTheTerminal(String hostile) {
    Host host =
        FakeHost.with("/etc/x", "KEY='" + hostile + "'\n")
            .file("/proc/sys/kernel/hostname", "web" + hostile + "\n")
            .file("/proc/sys/kernel/osrelease", "6.1" + hostile + "\n")
            .file("/etc/os-release", "ID=x\nPRETTY_NAME='My " + hostile + "'\n")
            .host();
    HostReport report =
        new Reports().rule("a", "plain", "It is plain", "level: required", VALUE).report(host);
    String text = text(false, true, report);
    text.codePoints()
        .filter(point -> point != '\n')
        .forEach(point -> assertFalse(SafeText.isUnsafe(point), Integer.toHexString(point)));
    assertTrue(text.startsWith("web"), text);
  }

  @Test
  void whatARuleSaysCannotSteerTheTerminalEither() {
    HostReport report =
        new Reports()
            .rule(
                "top\u001b[2Jic",
                "plain",
                "\"It is \\e[31m plain\\u202e\"",
                "level: required",
                VALUE,
                "advice: \"Do \\e]0;x\\a this\"")
            .report(FakeHost.with("/etc/x", "KEY=other\n").host());
    String text = text(false, true, report);
    text.codePoints()
        .filter(point -> point != '\n')
        .forEach(point -> assertFalse(SafeText.isUnsafe(point), Integer.toHexString(point)));
    assertTrue(text.contains("\ntop\\x1b[2Jic\n"), text);
  }

  @Test
  void aLineEndOnTheHostIsNoLineEndInTheReport() {
    Host host = FakeHost.with("/etc/x", "KEY='a\nFAIL all-lost\nready: 9 pass'\n").host();
    HostReport report =
        new Reports().rule("a", "plain", "It is plain", "level: required", VALUE).report(host);
    String text = text(report);
    assertFalse(text.lines().anyMatch(line -> line.startsWith("FAIL all-lost")), text);
    assertFalse(text.lines().anyMatch(line -> line.startsWith("ready:")), text);
  }

  @Test
  void noLineIsLongerThanATerminalIsWide() {
    String words = "word ".repeat(60).strip();
    Host host =
        new Host(
            new io.hostready.host.HostSource.Tree(
                "a directory with a name of many words/" + "deeper and deeper ".repeat(8)),
            new io.hostready.host.LiveFiles(),
            io.hostready.host.RecordedCommands.none());
    Reports rules = new Reports();
    rules.rule(
        "t",
        "a-rule-" + "with-a-long-name-".repeat(6) + "x",
        words,
        "level: required",
        "check: {file-text: {path: /no/such/" + "y".repeat(100) + ", key: K, expect: {value: a}}}",
        "advice: " + words);
    for (boolean verbose : new boolean[] {false, true}) {
      text(false, verbose, rules.report(host))
          .lines()
          .filter(line -> line.length() > 80)
          .forEach(
              line ->
                  assertFalse(
                      List.of(line.strip().split(" {2,}|^[A-Z]+ | (?=\\(required\\))")).stream()
                          .anyMatch(part -> part.contains(" ")),
                      () -> "too long: " + line));
    }
  }

  @Test
  void aVeryLongValueIsCutAndAListOfNamesIsNot() {
    String names = "n".repeat(30) + " ";
    HostReport report =
        new Reports()
            .rule("a", "plain", "It is plain", "level: required", VALUE)
            .report(FakeHost.with("/etc/x", "KEY=" + "v".repeat(100_000) + "\n").host());
    assertTrue(text(report).length() < 6_000, "a value fills the screen");
    HostReport listed =
        new Reports()
            .rule(
                "a",
                "plain",
                "It is plain",
                "level: required",
                "check: {file-text: {path: /etc/x, key: KEY, expect: {value: plain}}}")
            .report(FakeHost.with("/etc/x", "KEY='" + names.repeat(40) + "end'\n").host());
    assertTrue(text(listed).contains("end\n"), text(listed));
  }

  @Test
  void colourIsThereOnlyWhenAskedFor() {
    HostReport report =
        new Reports()
            .rule("a", "must", "A must", "level: required", ABSENT)
            .rule("a", "good", "All well", "level: required", PRESENT)
            .report(FakeHost.with("/etc/x", "x").host());
    assertFalse(text(report).contains("\u001b"));
    String colored = text(true, false, report);
    assertTrue(colored.contains("\u001b[1;31mFAIL\u001b[0m     must"), colored);
    assertTrue(colored.contains("\u001b[32mpass\u001b[0m     good"), colored);
    assertEquals(text(report), colored.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void severalHostsFollowEachOther() {
    Reports rules = new Reports().rule("a", "good", "All well", "level: required", PRESENT);
    HostReport one = rules.report(FakeHost.with("/etc/x", "x").host());
    HostReport two = rules.report(FakeHost.empty().host());
    assertEquals(text(one) + "\n" + text(two), text(one, two));
  }

  @Test
  void verboseShowsWhatWasReadForEveryRule() {
    HostReport report =
        new Reports()
            .rule("a", "plain", "It is plain", "level: required", VALUE)
            .report(FakeHost.with("/etc/x", "#\nKEY=plain\n").host());
    assertFalse(text(report).contains("/etc/x:2"));
    assertTrue(text(false, true, report).contains("read     /etc/x:2: KEY plain\n"));
  }
}
