package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.host.HostSource;
import io.hostready.host.RecordedCommands;
import io.hostready.rule.Level;
import io.hostready.rule.RuleFix;
import io.hostready.run.HostReport;
import io.hostready.run.HostSummary;
import io.hostready.text.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

  private static final String PRESENT = "check: {path: {path: /etc/x, expect: {present: true}}}";
  private static final String ABSENT = "check: {path: {path: /etc/none, expect: {present: true}}}";
  private static final String CLOSED =
      "check: {file-text: {path: /etc/closed, key: KEY, expect: {value: plain}}}";
  private static final String ELSEWHERE =
      "when: {path: {path: /etc/none, expect: {present: true}}}";
  private static final String VALUE =
      "check: {file-text: {path: /etc/x, key: KEY, expect: {value: plain}}}";

  private static String text(boolean colored, boolean verbose, HostReport... reports) {
    return Reports.document(
        "text", new TextStyle(new Palette(colored), 100, false), verbose, reports);
  }

  private static String text(HostReport... reports) {
    return text(false, false, reports);
  }

  /** Many rules, of which the last six pass. */
  private static Reports many(Reports rules) {
    for (int i = 1; i <= 6; i++) {
      rules.rule("z", "pass-" + i, "All well", "level: required", PRESENT);
    }
    return rules;
  }

  /** A report about this machine, as check without --host makes it. */
  private static HostReport live(HostReport report) {
    HostSummary host = report.host();
    return report.with(
        new HostSummary(
            new HostSource.ThisMachine(),
            host.machine(),
            host.os(),
            host.virtualization(),
            host.inventory()));
  }

  private static String onTerminal(HostReport report) {
    return Reports.document("text", new TextStyle(new Palette(false), 80, true), false, report);
  }

  private static final String FIX =
      "fix: {summary: load it, risk: low, steps: [{load-module: {name: loop}}]}";

  private static HostReport mixed() {
    return many(new Reports()
            .rule("a", "must", "A must", "level: required", ABSENT, FIX, "problem: it is gone")
            .rule("a", "wish", "A wish", "level: optional", ABSENT, "feature: wishes")
            .rule("a", "dream", "A dream", "level: optional", ABSENT)
            .rule("b", "closed", "It can be read", "level: required", CLOSED, "advice: Open it.")
            .rule("b", "better", "Better", "level: recommended", ABSENT, "advice: Do it.")
            .rule("b", "elsewhere", "Elsewhere", "level: required", ELSEWHERE, PRESENT))
        .report(FakeHost.with("/etc/x", "x").denied("/etc/closed").host());
  }

  @Test
  void theWorstComesLastAndPassesAreANumber() {
    assertEquals(
        """
        fake
        pack all, 12 rules

        WARN  better: not met: Better
              advice  Do it.

        UNKNOWN  closed: /etc/closed: Permission denied
                 note    The tree was taken without the right to read it: take it as root.
                 advice  If this turns out to fail: Open it.

        FAIL  must: it is gone
              expected  /etc/none exists
              found     /etc/none does not exist
              why       It must.
              fix       on the host: hostready fix must --pack all

        2 optional features missing: wishes, dream
        6 passed, 4 failed, 1 unknown, 1 not applicable (details: --verbose)

        NOT READY for pack all: 1 required check failed, 1 required check unknown, 1 warning
        """,
        text(mixed()));
  }

  @Test
  void everyFindingIsOneLineForGrep() {
    String problem = "\"it is \\nwrong " + "word ".repeat(40) + "end\"";
    HostReport report =
        many(new Reports()
                .rule("a", "must", "A must", "level: required", ABSENT, "problem: " + problem))
            .report(FakeHost.with("/etc/x", "x").host());
    List<String> found =
        text(report).lines().filter(line -> line.matches("(FAIL|UNKNOWN|WARN) .*")).toList();
    assertEquals(List.of("FAIL  must: it is wrong " + "word ".repeat(40) + "end"), found);
  }

  @Test
  void aTerminalShowsTheNextCommandsForThisMachineOnly() {
    String next =
        """
        NOT READY for pack all: 1 required check failed, 1 required check unknown, 1 warning
        Next:  hostready plan --pack all    show what fix would change
               hostready fix --pack all     apply the changes (asks first; hostready undo reverts them)
        """;
    assertTrue(onTerminal(live(mixed())).endsWith(next), onTerminal(live(mixed())));
    assertFalse(onTerminal(mixed()).contains("Next:"));
    assertFalse(text(live(mixed())).contains("Next:"));
    assertTrue(text(live(mixed())).contains("\n      fix       hostready fix must --pack all\n"));
  }

  @Test
  void aTerminalShowsThePlanIfNoFixIsOffered() {
    HostReport report =
        many(new Reports().rule("a", "must", "A must", "level: required", ABSENT))
            .report(FakeHost.with("/etc/x", "x").host());
    assertTrue(
        onTerminal(live(report))
            .endsWith(
                """
                Next:  hostready plan --pack all     list the manual steps, one for each cause
                       hostready check --pack all    check again after them
                """),
        onTerminal(live(report)));
  }

  @Test
  void aReadyHostTakesFewLines() {
    HostReport report =
        many(new Reports().rule("a", "better", "Better", "level: recommended", ABSENT))
            .report(FakeHost.with("/etc/x", "x").host());
    assertEquals(
        """
        fake
        pack all, 7 rules

        WARN  better: not met: Better

        READY for pack all: 6 passed, 1 warning
        """,
        text(report));
  }

  @Test
  void oneReasonIsOneFinding() {
    String optional = "level: optional";
    HostReport report =
        many(new Reports()
                .rule("a", "one", "One", "level: required", CLOSED)
                .rule("a", "two", "Two", "level: required", CLOSED)
                .rule("a", "three", "Three", "level: recommended", CLOSED)
                .rule("a", "four", "Four", optional, CLOSED)
                .rule("a", "alone", "Alone", optional, CLOSED.replace("closed", "shut")))
            .report(FakeHost.with("/etc/x", "x").denied("/etc/closed").denied("/etc/shut").host());
    assertEquals(
        """
        UNKNOWN  one and 1 more required rule: /etc/closed: Permission denied
                 note   The tree was taken without the right to read it: take it as root.
                 rules  one, two
                 also   2 recommended and optional rules are unknown for the same reason

        1 optional rule is unknown: /etc/shut: Permission denied
        6 passed, 5 unknown (details: --verbose)

        UNDECIDED for pack all: 2 required checks unknown (1 cause)
        """,
        text(report).replaceFirst("(?s).*?\n\n", ""));
    String verbose = text(false, true, report);
    List.of("one", "two", "three", "four", "alone")
        .forEach(
            rule ->
                assertTrue(
                    verbose.toLowerCase(Locale.ROOT).contains("\nunknown  " + rule + ": "), rule));
  }

  @Test
  void whatTheCaptureDoesNotHaveIsOneFinding() {
    String both = "check: {all: [" + exitCode("a b") + ", " + exitCode("c") + "]}";
    String second = "check: " + exitCode("c");
    Reports rules =
        new Reports()
            .rule("a", "one", "One", "level: required", both)
            .rule("a", "two", "Two", "level: required", second)
            .rule("a", "three", "Three", "level: optional", second);
    FakeHost host = FakeHost.with("/etc/x", "x");
    HostReport report = many(rules).report(host.host());
    assertEquals(
        """
        UNKNOWN  one and 1 more required rule: 2 commands were not recorded of this host
                 advice  Run 'hostready check' on the host itself, or check a capture of it that was created
                         as root with 'hostready capture --all -o FILE'.
                 rules   one, two
                 also    1 optional rule is unknown for the same reason

        6 passed, 3 unknown (details: --verbose)

        UNDECIDED for pack all: 2 required checks unknown (1 cause)
        """,
        text(report).replaceFirst("(?s).*?\n\n", ""));
    String verbose = text(false, true, report);
    assertTrue(verbose.contains("\nUNKNOWN  two: c: not recorded of this host\n"), verbose);
    assertTrue(verbose.contains("\n         missing   a b, c\n"), verbose);
    String captured = text(rules.report(captured(host)));
    assertTrue(
        captured.contains(
            "UNKNOWN  one and 1 more required rule: 2 commands are not in the capture, which"
                + " hostready 0.0.9 made with the pack web\n"),
        captured);
  }

  private static String exitCode(String command) {
    return "{command: {argv: [" + command.replace(" ", ", ") + "], expect: {exit-code: 0}}}";
  }

  private static Host captured(FakeHost host) {
    return host.host()
        .through(
            files -> files,
            _ ->
                new RecordedCommands(
                    Map.of(), "not in the capture, which hostready 0.0.9 made with the pack web"));
  }

  @Test
  void failuresStandBelowTheFailureThatCausesThem() {
    Reports rules =
        new Reports()
            .rule("a", "cause", "Cause", "level: required", ABSENT)
            .rule("a", "effect", "Effect", "level: required", ABSENT, "caused-by: [cause]")
            .rule("a", "end", "End", "level: optional", ABSENT, "caused-by: [effect]")
            .rule("a", "fine", "Fine", "level: required", PRESENT, "caused-by: [cause]")
            .rule("b", "weak", "Weak", "level: recommended", ABSENT)
            .rule("b", "strong", "Strong", "level: required", ABSENT, "caused-by: [weak]");
    String text = text(many(rules).report(FakeHost.with("/etc/x", "x").host()));
    assertTrue(
        text.contains(
            """
            FAIL  cause: not met: Cause
                  expected  /etc/none exists
                  found     /etc/none does not exist
                  why       It must.
                  also      end, effect fail for this reason
            """),
        text);
    assertFalse(text.contains("FAIL  effect"), text);
    assertTrue(
        text.contains("FAIL  strong: "), "a failure that blocks must not be hidden: " + text);
    assertTrue(text.contains("WARN  weak: "), text);
    assertFalse(text.contains("missing"), text);
    assertTrue(text.endsWith(": 3 required checks failed (2 causes), 1 warning\n"), text);
  }

  @Test
  void namedRulesAreShownInFullAndSayNothingAboutTheHost() {
    HostReport report =
        new Reports()
            .rule("a", "wish", "A wish", "level: optional", ABSENT, "advice: Wish on.")
            .rule("a", "good", "All well", "level: required", PRESENT)
            .rule("a", "elsewhere", "Elsewhere", "level: required", ELSEWHERE, PRESENT)
            .report(FakeHost.with("/etc/x", "x").host());
    assertEquals(
        """
        pass  good: All well
        n/a   elsewhere: /etc/none does not exist (applies only if /etc/none exists)

        info  wish: not met: A wish
              expected  /etc/none exists
              found     /etc/none does not exist
              why       It must.
              advice    Wish on.

        Checked 3 rules: 1 passed, 1 optional feature missing, 1 not applicable
        """,
        Reports.document("text", List.of("wish", "good", "elsewhere"), report)
            .replaceFirst("(?s).*?\n\n", ""));
  }

  /** The numbers of a text say what they count: their sum is the number of rules. */
  @Test
  void totalsHaveEveryRule() {
    assertTrue(
        text(mixed()).contains("\n6 passed, 4 failed, 1 unknown, 1 not applicable (details: "),
        text(mixed()));
  }

  @Test
  void whatAFailureMakesUnknownStandsBelowIt() {
    String json = "check: {json-file: {path: /etc/docker/daemon.json, expect: {valid: true}}}";
    String option =
        "check: {json-file: {path: /etc/docker/daemon.json, pointer: /mtu, expect: {value:"
            + " \"1400\"}}}";
    HostReport report =
        many(new Reports()
                .rule("a", "syntax", "Syntax", "level: required", json)
                .rule("a", "mtu", "MTU", "level: required", option)
                .rule(
                    "a",
                    "if-mtu",
                    "MTU",
                    "level: optional",
                    option.replace("check", "when"),
                    ABSENT))
            .report(FakeHost.with("/etc/x", "x").file("/etc/docker/daemon.json", "{,}").host());
    String text = text(report);
    assertTrue(text.contains("\n      also      if-mtu, mtu are unknown for this reason\n"), text);
    assertFalse(text.contains("UNKNOWN"), text);
    assertTrue(text.endsWith(": 1 required check failed, 1 required check unknown\n"), text);
  }

  @Test
  void aRecommendedRuleThatBlocksFails() {
    Reports rules = new Reports().rule("a", "wish", "A wish", "level: recommended", ABSENT);
    Host host = FakeHost.empty().host();
    assertTrue(
        text(rules.report(host, Level.REQUIRED)).endsWith("\nREADY for pack all: 1 warning\n"));
    String failing = text(rules.report(host, Level.RECOMMENDED));
    assertTrue(failing.contains("\nFAIL  wish: "), failing);
    assertTrue(failing.endsWith("\nNOT READY for pack all: 1 check failed\n"), failing);
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
    Host host = FakeHost.with("/etc/x", "KEY='a\nFAIL all-lost\nREADY: 9 passed'\n").host();
    HostReport report =
        new Reports().rule("a", "plain", "It is plain", "level: required", VALUE).report(host);
    String text = text(report);
    assertFalse(text.lines().anyMatch(line -> line.startsWith("FAIL all-lost")), text);
    assertFalse(text.lines().anyMatch(line -> line.startsWith("READY")), text);
  }

  @Test
  void onlyProseIsBrokenAndNoLineOfItIsTooLong() {
    String words = "word ".repeat(60).strip();
    Reports rules = new Reports();
    rules.rule(
        "t",
        "a-rule",
        words,
        "level: required",
        "check: {file-text: {path: /no/such/file, key: K, expect: {value: a}}}",
        "problem: it is wrong",
        "advice: " + words);
    for (boolean verbose : new boolean[] {false, true}) {
      text(false, verbose, rules.report(FakeHost.empty().host()))
          .lines()
          .forEach(line -> assertTrue(line.length() <= 100, () -> "too long: " + line));
    }
  }

  @Test
  void aFixThatIsMadeWaitsForTheReboot() {
    HostReport report =
        new Reports()
            .rule("a", "must", "A must", "level: required", ABSENT)
            .report(FakeHost.empty().host());
    HostReport waiting =
        report.with(
            report.results().stream()
                .map(result -> result.waitingFor(Optional.of(RuleFix.Pending.REBOOT)))
                .toList());
    assertEquals(
        """
        PENDING  must: not met: A must
                 expected  /etc/none exists
                 found     /etc/none does not exist
                 why       It must.
                 advice    The fix is made and takes effect after a reboot.

        1 failed (details: --verbose)

        PENDING for pack all: reboot required
        """,
        text(waiting).replaceFirst("(?s).*?\n\n", ""));
  }

  @Test
  void waivedFailuresAreNamed() {
    String text = text(Reports.everyVerdict(Level.REQUIRED, "text"));
    assertTrue(
        text.contains(
            "\n3 failures waived: optional-waived, recommended-waived, required-waived\n"),
        text);
    String verbose = text(false, true, Reports.everyVerdict(Level.REQUIRED, "text"));
    assertTrue(verbose.contains("\nwaived  required-waived: not met: It is\n"), verbose);
  }

  @Test
  void aVeryLongValueIsCutAndVerboseHasAListOfNames() {
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
    assertTrue(text(listed).contains(" ...\n"), text(listed));
    assertTrue(text(false, true, listed).contains("end\n"), "the verbose text has all of it");
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
    assertTrue(colored.contains("\u001b[1;31mFAIL\u001b[0m  \u001b[1mmust\u001b[0m: "), colored);
    assertTrue(text(true, true, report).contains("\u001b[32mpass\u001b[0m     good"));
    assertEquals(text(report), colored.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void severalHostsFollowEachOther() {
    Reports rules = new Reports().rule("a", "good", "All well", "level: required", PRESENT);
    HostReport one = rules.report(FakeHost.with("/etc/x", "x").host());
    HostReport two = rules.report(FakeHost.empty().host());
    assertEquals(
        text(one) + "\n" + text(two) + "\n1 of 2 hosts are ready, 1 not ready\n", text(one, two));
  }

  @Test
  void verboseListsAllRulesWithWhatWasRead() {
    HostReport report =
        new Reports()
            .rule("a", "plain", "It is plain", "level: required", VALUE)
            .rule("a", "elsewhere", "Elsewhere", "level: required", ELSEWHERE, PRESENT)
            .rule("b", "must", "A must", "level: required", ABSENT, "problem: it is gone", FIX)
            .report(FakeHost.with("/etc/x", "#\nKEY=plain\n").host());
    assertFalse(text(report).contains("/etc/x:2"));
    assertEquals(
        """
        a
          pass     plain      It is plain
                   found  KEY in /etc/x: plain
                   read   /etc/x:2: KEY plain
          n/a      elsewhere  /etc/none does not exist (applies only if /etc/none exists)
                   read  /etc/none: /etc/none not found

        b
          FAIL     must  it is gone

        FAIL  must: it is gone
              expected  /etc/none exists
              found     /etc/none does not exist
              why       It must.
              change    load it (risk: low)
              fix       on the host: hostready fix must --pack all
              read      /etc/none: /etc/none not found

        1 passed, 1 failed, 1 not applicable

        NOT READY for pack all: 1 required check failed
        """,
        text(false, true, report).replaceFirst("(?s).*?\n\n", ""));
  }

  @Test
  void aRuleThatPassesAndWaitsForARebootIsPending() {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "");
    HostReport waiting =
        report.with(
            report.results().stream()
                .filter(result -> result.rule().id().value().equals("required-pass"))
                .map(result -> result.waitingFor(Optional.of(RuleFix.Pending.REBOOT)))
                .toList());
    String text = Reports.document("text", waiting);
    assertTrue(text.contains("\nPENDING  required-pass: It is there\n"), text);
    assertTrue(text.contains("\nPENDING for pack all: "), text);
    assertTrue(Reports.document("junit", waiting).contains("failures=\"1\""), text);
  }
}
