package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.expect.Verdict;
import io.hostready.host.CommandOutcome;
import io.hostready.host.FakeHost;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.HostFiles;
import io.hostready.host.HostSource;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CheckerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T20:36:00Z"), ZoneOffset.UTC);

  private static final HangingThreads HANGING = new HangingThreads();

  /** Files of which the name says what reading them does. */
  private static final class OddFiles implements HostFiles {
    @Override
    public Reading<byte[]> read(String path) {
      return switch (path) {
        case "/good" -> new Present<>("KEY=good\n".getBytes(StandardCharsets.UTF_8), path);
        case "/closed" -> new Unreadable<>(path, "Permission denied");
        case "/immutable" -> new Unreadable<>(path, "Operation not permitted");
        case "/broken" -> throw new IllegalStateException("cannot happen");
        case "/deep" -> throw new StackOverflowError();
        case "/unlinked" -> throw new NoClassDefFoundError("x");
        case "/hangs" -> {
          HANGING.hang();
          yield new Absent<>(path);
        }
        default -> new Absent<>(path);
      };
    }

    @Override
    public Reading<List<String>> list(String path) {
      return new Absent<>(path);
    }

    @Override
    public Reading<FileStatus> status(String path, boolean follow) {
      return new Absent<>(path);
    }
  }

  private static final Host ODD =
      new Host(
          new HostSource.Tree("odd"),
          new OddFiles(),
          (question, _) -> new CommandOutcome.NotFound(question.text()));

  private static final Host LIVE =
      new Host(
          new HostSource.ThisMachine(),
          new OddFiles(),
          (question, _) -> new CommandOutcome.NotFound(question.text()));

  private final FakeHost files = FakeHost.empty();
  private String packed = "";

  private static String reads(String path) {
    return "{file-text: {path: " + path + ", key: KEY, expect: {value: good}}}";
  }

  private CheckerTest rule(String id, String... lines) {
    files.file(
        "/rules/t/" + id + ".yaml",
        "id: %s\ntitle: Title of %s\nwhy: x\n%s\n".formatted(id, id, String.join("\n", lines)));
    packed += packed.isEmpty() ? id : ", " + id;
    return this;
  }

  private CheckerTest reading(String id, String path) {
    return rule(id, "level: required", "check: " + reads(path));
  }

  private HostReport check(Host host, String... packLines) {
    files.file(
        "/rules/packs/p.yaml",
        "name: p\ntitle: P\n%s\nrules: [%s]\n".formatted(String.join("\n", packLines), packed));
    RuleBook book =
        RuleBook.read(files.host(), List.of(new RuleDirectory("/rules", "rules", true)));
    Selection selection = Selection.of(book, List.of("p"), List.of(), Map.of());
    return new Checker(CLOCK, "0.1.0", _ -> HANGING).check(host, selection, Level.REQUIRED);
  }

  private static List<String> verdicts(HostReport report) {
    return report.results().stream().map(result -> result.verdict().id()).toList();
  }

  private static String why(CheckResult result) {
    return result.verdict() instanceof Verdict.Unknown(String why) ? why : result.toString();
  }

  @Test
  void aRuleThatBreaksIsUnknownAndStopsNoOther() {
    HostReport report =
        reading("first", "/good")
            .reading("breaks", "/broken")
            .reading("overflows", "/deep")
            .reading("misses-a-class", "/unlinked")
            .reading("last", "/good")
            .check(ODD);
    assertEquals(List.of("pass", "unknown", "unknown", "unknown", "pass"), verdicts(report));
    assertEquals(
        "hostready itself failed on this rule (java.lang.IllegalStateException: cannot happen)."
            + " Please report it with the output of --stacktrace.",
        why(report.results().get(1)));
    assertEquals(Outcome.UNDECIDED, report.outcome());
  }

  @Test
  void aRuleThatHangsIsUnknownWithinTheLimitAndStopsNoOther() {
    HostReport report =
        reading("first", "/good").reading("hangs", "/hangs").reading("last", "/good").check(ODD);
    assertEquals(List.of("pass", "unknown", "pass"), verdicts(report));
    assertTrue(why(report.results().get(1)).startsWith("the check did not end within "));
  }

  @Test
  void aRuleInDoubtHasItsStrongestLevel() {
    HostReport report =
        rule(
                "a",
                "level:",
                "  - {is: required, when: " + reads("/hangs") + "}",
                "  - {is: optional}",
                "check: " + reads("/good"))
            .check(ODD);
    assertEquals(Level.REQUIRED, report.results().getFirst().level());
  }

  @Test
  void aRuleGivenUpHasItsStrongestLevelWhereverThatStands() {
    HostReport report =
        rule(
                "a",
                "level:",
                "  - {is: recommended, when: " + reads("/hangs") + "}",
                "  - {is: required}",
                "check: " + reads("/good"))
            .check(ODD);
    assertEquals(Level.REQUIRED, report.results().getFirst().level());
    assertEquals(Outcome.UNDECIDED, report.outcome());
  }

  @Test
  void whatIsDeniedIsUnknownWithTheAdviceToBeRoot() {
    HostReport live = reading("a", "/closed").reading("b", "/immutable").check(LIVE);
    assertEquals(List.of("unknown", "unknown"), verdicts(live));
    assertEquals(
        "/closed: Permission denied. Run hostready as root to look.",
        why(live.results().getFirst()));
    assertEquals(
        "/immutable: Operation not permitted. Run hostready as root to look.",
        why(live.results().getLast()));
    assertEquals(
        "/closed: Permission denied. The tree was taken without the right to read it: take it as"
            + " root.",
        why(check(ODD).results().getFirst()));
  }

  @Test
  void aRuleThatDoesNotSpeakAboutTheHostIsNotApplicable() {
    HostReport report =
        rule("a", "level: required", "when: " + reads("/none"), "check: " + reads("/hangs"))
            .rule("b", "level: required", "when: " + reads("/closed"), "check: " + reads("/good"))
            .rule("c", "level: required", "when: " + reads("/good"), "check: " + reads("/none"))
            .check(ODD);
    assertEquals(List.of("not-applicable", "unknown", "fail"), verdicts(report));
    assertEquals(
        "KEY is not set in /none (applies only if KEY in /none: good)",
        report.results().getFirst().reason());
    assertTrue(
        why(report.results().get(1))
            .startsWith("cannot check whether the rule applies: /closed: Permission denied"));
  }

  private static final String[] DETECTED = {
    "parameters:",
    "  where:",
    "    type: text",
    "    default: /good",
    "    description: x",
    "    detect: [{file-text: {path: %s, key: KEY, use: value}}]"
  };

  private static String[] detectedFrom(String path) {
    return String.join("\n", DETECTED).formatted(path).split("\n");
  }

  @Test
  void aParameterThatCannotBeDetectedHasItsDefault() {
    rule("a", "level: required", "check: " + reads("\"${where}\""));
    for (String path : List.of("/none", "/closed", "/broken", "/hangs")) {
      HostReport report = check(ODD, detectedFrom(path));
      assertEquals(List.of("pass"), verdicts(report), path);
      assertEquals("/good", report.run().parameters().values().get("where"), path);
    }
  }

  @Test
  void aDetectedValueThatDoesNotFitARuleMakesThatRuleUnknown() {
    rule("a", "level: required", "check: " + reads("\"${where}\"")).reading("b", "/good");
    HostReport report = check(ODD, detectedFrom("/good"));
    assertEquals(List.of("unknown", "pass"), verdicts(report));
    assertTrue(
        why(report.results().getFirst())
            .startsWith("a parameter's value does not fit: rules/t/a.yaml:5:"),
        why(report.results().getFirst()));
  }

  @Test
  void theReportSaysWhatWasCheckedAndCountsTheVerdicts() {
    HostReport report =
        reading("a", "/good").reading("b", "/none").reading("c", "/closed").check(ODD);
    assertEquals(List.of("p"), report.run().packs());
    assertEquals(new HostSource.Tree("odd"), report.host().source());
    assertEquals(CLOCK.instant(), report.run().timing().startedAt());
    assertEquals(
        "{pass=1, fail=1, unknown=1, not-applicable=0, waived=0}", report.summary().toString());
  }
}
