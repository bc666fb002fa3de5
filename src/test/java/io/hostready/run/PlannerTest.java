package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.Change;
import io.hostready.change.ProgramCall;
import io.hostready.change.RunCommand;
import io.hostready.change.journal.RunRecords;
import io.hostready.change.journal.UnfinishedRun;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.RuleId;
import io.hostready.rule.Selection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T20:36:00Z"), ZoneOffset.UTC);

  private final FakeHost rules = FakeHost.empty();
  private final List<String> ids = new ArrayList<>();

  /** A rule that a file exists, fixed by writing it. */
  private void rule(String id, String... lines) {
    fixable(id, "- write-file: {path: /etc/%s, text: \"x\\n\"}".formatted(id), "low", lines);
  }

  private void fixable(String id, String step, String risk, String... lines) {
    rules.file(
        "/rules/test/" + id + ".yaml",
        """
        id: %s
        title: The file %s is there
        why: It must.
        check: {path: {path: /etc/%s, expect: {present: true}}}
        fix:
          summary: write it
          risk: %s
        %s  steps:
            %s
        %s
        """
            .formatted(
                id,
                id,
                id,
                risk,
                risk.equals("high") ? "  caution: It bites.\n" : "",
                step,
                String.join("\n", lines)));
    ids.add(id);
  }

  private Selection selection() {
    rules.file(
        "/rules/packs/all.yaml",
        "name: all\ntitle: All\nrules: [" + String.join(", ", ids) + "]\n");
    RuleBook book =
        RuleBook.read(rules.host(), List.of(new RuleDirectory("/rules", "rules", true)));
    return Selection.of(book, List.of("all"), List.of(), Map.of());
  }

  private HostReport report(Host host) {
    return new Checker(CLOCK, "0.1.0").check(host, selection(), Level.REQUIRED);
  }

  private FixPlan plan(Host host, Planner.Wishes wishes, UnfinishedRun... unfinished) {
    return Planner.plan(host, report(host), selection(), wishes, List.of(unfinished));
  }

  private static Planner.Wishes usual() {
    return new Planner.Wishes(Set.of(), Level.RECOMMENDED, false);
  }

  private static List<String> planned(FixPlan plan) {
    return plan.rules().stream().map(rule -> rule.id().value()).toList();
  }

  private static Host etc() {
    return FakeHost.empty().directory("/etc").host();
  }

  @Test
  void fixesComeInTheOrderOfAfter() {
    rule("one", "level: required", "after: [three]");
    rule("two", "level: required");
    rule("three", "level: required", "after: [two]");
    assertEquals(List.of("two", "three", "one"), planned(plan(etc(), usual())));
  }

  @Test
  void optionalRulesAreFixedWhenAskedForAlone() {
    rule("one", "level: optional");
    assertEquals(List.of(), planned(plan(etc(), usual())));
    assertEquals(
        List.of("one"), planned(plan(etc(), new Planner.Wishes(Set.of(), Level.OPTIONAL, false))));
    assertEquals(
        List.of("one"),
        planned(
            plan(etc(), new Planner.Wishes(Set.of(new RuleId("one")), Level.RECOMMENDED, false))));
  }

  @Test
  void highRiskIsLeftWithItsCautionUnlessNamedOrAllowed() {
    fixable("one", "- write-file: {path: /etc/one, text: \"x\\n\"}", "high", "level: required");
    FixPlan left = plan(etc(), usual());
    assertEquals(List.of(), planned(left));
    assertTrue(left.left().getFirst().why().contains("It bites."), left.toString());
    assertEquals(
        List.of("one"),
        planned(plan(etc(), new Planner.Wishes(Set.of(), Level.RECOMMENDED, true))));
    assertEquals(
        List.of("one"),
        planned(
            plan(etc(), new Planner.Wishes(Set.of(new RuleId("one")), Level.RECOMMENDED, false))));
  }

  @Test
  void fixThatIsNotPossibleLeavesNothingBehind() {
    fixable(
        "one",
        "- write-file: {path: /etc/good, text: \"x\\n"
            + "\"}\n"
            + "    - write-file: {path: /etc/link, text: \"x\\n"
            + "\"}",
        "low",
        "level: required");
    rule("two", "level: required");
    FixPlan plan =
        plan(FakeHost.empty().directory("/etc").link("/etc/link", "/srv/x").host(), usual());
    assertEquals(List.of("two"), planned(plan));
    assertEquals(
        List.of("create /etc/two"),
        plan.fixes().getFirst().changes().stream().map(Change::description).toList());
    assertTrue(plan.left().getFirst().why().contains("/etc/link"), plan.left().toString());
  }

  @Test
  void aFixThatIsNotPossibleNamesTheOneBeforeItOnlyAsACase() {
    rule("first", "level: required");
    rule("second", "level: required", "after: [first]");
    Host host = FakeHost.empty().directory("/etc").link("/etc/second", "/srv/x").host();
    rules.file("/rules/packs/all.yaml", "name: all\ntitle: All\nrules: [first, second]\n");
    RuleBook book =
        RuleBook.read(rules.host(), List.of(new RuleDirectory("/rules", "rules", true)));
    Selection second = Selection.of(book, List.of("all"), List.of("second"), Map.of());
    Planner.Wishes named =
        new Planner.Wishes(Set.of(new RuleId("second")), Level.RECOMMENDED, false);
    HostReport report = new Checker(CLOCK, "0.1.0").check(host, second, Level.REQUIRED);
    String why = Planner.plan(host, report, second, named, List.of()).left().getFirst().why();
    assertTrue(
        why.endsWith("If first fails too, name it as well: its fix comes before this one."), why);
  }

  /** A check offers only what a plan of the same host accepts. */
  @Test
  void aFixThatCannotBePlannedIsNotOffered() {
    rule("linked", "level: required", "advice: Do it.");
    rule("free", "level: required");
    Host host = FakeHost.empty().directory("/etc").link("/etc/linked", "/srv/x").host();
    HostReport report = report(host);
    CheckResult linked = report.results().getFirst();
    assertEquals(Optional.empty(), linked.rule().fix());
    String advice = linked.rule().text().advice().general().orElseThrow();
    assertTrue(advice.startsWith("No automatic fix: /etc/linked is a link to /srv/x, "), advice);
    assertTrue(advice.endsWith(" Do it."), advice);
    assertTrue(report.results().get(1).rule().fix().isPresent());
    FixPlan plan = plan(host, usual());
    assertEquals(List.of("free"), planned(plan));
    assertEquals(advice, plan.left().getFirst().why());
  }

  /** The change may be possible: it is not known to be refused. */
  @Test
  void aFixOfWhatCannotBeReadIsOffered() {
    fixable("unit", "- enable-unit: {name: x.service}", "low", "level: required");
    Host host = FakeHost.empty().directory("/etc").directory("/run/systemd/system").host();
    assertTrue(report(host).results().getFirst().rule().fix().isPresent());
    assertEquals(
        "unit x.service at boot cannot be seen: systemctl is-enabled x.service: not recorded of"
            + " this host. Run 'hostready plan' on the host itself.",
        plan(host, usual()).left().getFirst().why());
  }

  @Test
  void laterFixesSeeEarlierOnes() {
    rule("one", "level: required");
    fixable("two", "- write-file: {path: /etc/one, text: \"x\\n\"}", "low", "level: required");
    FixPlan plan = plan(etc(), usual());
    assertEquals(List.of("one"), planned(plan));
    assertTrue(plan.left().getFirst().why().contains("made already"), plan.left().toString());
  }

  private UnfinishedRun stoppedIn(String rule, RunCommand... programs) {
    // What the run did does not matter here, only where it stopped.
    return new UnfinishedRun(
        RunRecords.started("20261123-203600"), Optional.of(rule), List.of(programs));
  }

  private static RunCommand reload() {
    return new RunCommand(ProgramCall.of("ufw", "reload"), "reload ufw", RunCommand.When.APPLY);
  }

  @Test
  void programThatAKilledRunDidNotReachIsRunThoughItsRulePassesByNow() {
    rule("one", "level: optional");
    Host written = FakeHost.with("/etc/one", "x\n").host();
    assertEquals(List.of(), planned(plan(written, usual())));
    FixPlan plan = plan(written, usual(), stoppedIn("one", reload()));
    assertEquals(List.of(reload()), plan.fixes().getFirst().changes());
  }

  @Test
  void programThatIsPlannedAnywayIsNotRunTwice() {
    fixable("one", "- write-file: {path: /etc/one, text: \"x\\n\"}", "low", "level: required");
    FixPlan plan = plan(etc(), usual(), stoppedIn("one", reload(), reload()));
    assertEquals(
        List.of("create /etc/one", "run ufw (reload ufw)"),
        plan.fixes().getFirst().changes().stream().map(Change::description).toList());
  }

  @Test
  void killedRunThatHadComeToTheEndOfItsFixNeedsNothing() {
    rule("one", "level: required");
    Host written = FakeHost.with("/etc/one", "x\n").host();
    assertEquals(List.of(), planned(plan(written, usual(), stoppedIn("one"))));
  }

  @Test
  void fixInPlaceThatWaitsForARebootIsPending() {
    rules.file(
        "/rules/test/one.yaml",
        """
        id: one
        title: It is there
        why: It must.
        level: required
        check: {path: {path: /etc/live, expect: {present: true}}}
        fix:
          summary: write it
          risk: low
          pending: reboot
          steps:
            - write-file: {path: /etc/boot, text: "x\\n"}
        """);
    ids.add("one");
    assertEquals(Outcome.NOT_READY, report(etc()).outcome());
    Host written = FakeHost.with("/etc/boot", "x\n").host();
    assertEquals(Outcome.PENDING, report(written).outcome());
    assertTrue(plan(written, usual()).left().getFirst().why().contains("requires a reboot"));
  }
}
