package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.Change;
import io.hostready.change.LiveSysctl;
import io.hostready.change.PackageRequest;
import io.hostready.change.ProgramCall;
import io.hostready.change.SystemGroup;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.FakeHost;
import io.hostready.rule.Rule;
import io.hostready.run.FixPlan;
import io.hostready.run.FixPlan.LeftForYou;
import io.hostready.run.HostReport;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PlanTextTest {

  private static final Reports RULES =
      new Reports()
          .rule(
              "kernel",
              "one",
              "One",
              "level: required",
              "check: {path: {path: /etc/none, expect: {present: true}}}",
              "fix:",
              "  summary: make it",
              "  risk: medium",
              "  caution: It bites.",
              "  pending: reboot",
              "  steps: [{write-file: {path: /etc/none, text: x}}]");

  private static final HostReport REPORT =
      RULES.report(
          FakeHost.with("/proc/sys/kernel/hostname", "vm\n").directory("/etc").thisMachine());

  private static final Rule RULE = RULES.firstRule();

  private static List<Change> changes(Consumer<PlanBuilder> steps) {
    PlanBuilder builder =
        new PlanBuilder(
            FakeHost.with("/etc/x", "one\ntwo\n")
                .file("/etc/y", "y\n")
                .file("/etc/group", "root:x:0:\n")
                .file("/proc/sys/net/ipv4/ip_forward", "0\n")
                .directory("/etc/apt/keyrings")
                .host());
    steps.accept(builder);
    return builder.changes();
  }

  private static FixPlan plan(Consumer<PlanBuilder> steps, LeftForYou... left) {
    return new FixPlan(List.of(new FixPlan.PlannedFix(RULE, changes(steps))), List.of(left));
  }

  private static void everyKind(PlanBuilder builder) {
    builder.writeChecked("/etc/x", "one\nthree\n", 0644, List.of("dockerd", "--validate"));
    builder.write("/etc/new", "new\n", 0600);
    builder.remove("/etc/y");
    builder.set(new LiveSysctl("net.ipv4.ip_forward"), "1");
    builder.set(new SystemGroup("docker"), SystemGroup.THERE);
    builder.runOnUndo(ProgramCall.of("ufw", "reload"), "reload ufw");
    builder.run(ProgramCall.of("ufw", "reload"), "reload ufw");
    builder.fetchKey(
        "https://example.org/key",
        "/etc/apt/keyrings/x.asc",
        "D9993C3AAF79C241CF48FBB9EF9E375034550556");
    builder.updatePackageLists("/etc/apt/sources.list.d/x.sources", "https://example.org/debian");
    builder.install(
        List.of(PackageRequest.of("docker-ce"), PackageRequest.of("containerd.io")),
        List.of(),
        Optional.of("https://example.org/debian"));
  }

  private static String text(FixPlan plan, boolean verbose) {
    return new PlanText(TextStyle.PLAIN, verbose).of(plan, REPORT);
  }

  @Test
  void aChangeIsASignAVerbAndWhatItIsDoneTo() {
    assertEquals(
        """
        hostready will make these changes on vm:

        1. one: make it                                                                         risk: medium
           warning: It bites.

             check    the new /etc/x with dockerd
           ~ change   /etc/x
                        @@ -1,2 +1,2 @@
                         one
                        -two
                        +three
           + create   /etc/new (mode 0600)
                        +new
           - remove   /etc/y
                        -y
           ~ set      sysctl net.ipv4.ip_forward to 1 (was 0)
           + create   system group docker
             on undo  run ufw (reload ufw)
             run      ufw (reload ufw)
           + create   /etc/apt/keyrings/x.asc (key D999 3C3A AF79 C241 CF48 FBB9 EF9E 3750 3455 0556)
             run      apt-get update (only https://example.org/debian)
           + install  docker-ce containerd.io
                        only from https://example.org/debian
                        and their dependencies; no package is removed

           Requires a reboot.

        Plan: 11 changes for 1 rule. Every change can be undone.
        """,
        text(plan(PlanTextTest::everyKind), false));
  }

  @Test
  void verboseHasTheCommandsAndTheUndoOfEachChange() {
    String shown = text(plan(PlanTextTest::everyKind), true);
    for (String line :
        List.of(
            "undo: restore /etc/x",
            "new file mode 0600",
            "undo: set sysctl net.ipv4.ip_forward to 0",
            "$ groupadd --system docker",
            "undo: remove system group docker",
            "(undo) $ ufw reload",
            "undo: no undo needed",
            "undo: remove the installed packages and their configuration")) {
      assertTrue(shown.contains(" ".repeat(16) + line + "\n"), shown);
    }
    assertTrue(shown.contains("DEBIAN_FRONTEND=noninteractive"), shown);
  }

  @Test
  void withoutVerboseThereIsNeitherEnvironmentNorOptionOfApt() {
    String shown = text(plan(PlanTextTest::everyKind), false);
    assertFalse(shown.contains("DEBIAN_FRONTEND"), shown);
    assertFalse(shown.contains(" -o "), shown);
  }

  @Test
  void aCommandThatUndoCannotRevertIsNoReasonToPromiseIt() {
    FixPlan plan = plan(builder -> builder.run(ProgramCall.of("dpkg", "-a"), "finish dpkg"));
    assertTrue(text(plan, false).endsWith("\n\nPlan: 1 change for 1 rule.\n"), text(plan, false));
  }

  @Test
  void manualStepsHaveTheWholeAdvice() {
    FixPlan plan =
        plan(
            builder -> builder.write("/etc/new", "new\n", 0644),
            new LeftForYou(RULE, "apt-get install chrony. Then check it."),
            new LeftForYou(RULE, "Set \"mtu\": 1400 in /etc/docker/daemon.json."));
    assertTrue(
        text(plan, false)
            .endsWith(
                """
                Manual steps (2), not done by fix:
                   one  apt-get install chrony. Then check it.
                   one  Set "mtu": 1400 in /etc/docker/daemon.json.

                Plan: 1 change for 1 rule; 2 manual steps. Every change can be undone.
                """),
        text(plan, false));
  }

  @Test
  void rulesThatCouldNotBeCheckedAreNamedOnce() {
    Reports unreadable =
        new Reports()
            .rule(
                "kernel",
                "one",
                "One",
                "level: required",
                "check: {sysctl: {key: net.ipv4.ip_forward, expect: {live: 1}}}");
    HostReport report =
        unreadable.report(FakeHost.empty().denied("/proc/sys/net/ipv4/ip_forward").host());
    FixPlan plan =
        new FixPlan(List.of(), List.of(new LeftForYou(unreadable.firstRule(), "It is not known.")));
    assertEquals(
        """
        Could not be checked (1), see hostready check:
           one

        No changes; 1 rule could not be checked.
        """,
        new PlanText(TextStyle.PLAIN, false).of(plan, report));
  }

  @Test
  void stepsWithOneCauseAreOneStep() {
    String absent = "check: {path: {path: /etc/none, expect: {present: true}}}";
    Reports rules =
        new Reports()
            .rule("a", "cause", "Cause", "level: required", absent)
            .rule("a", "effect", "Effect", "level: required", absent, "caused-by: [cause]");
    HostReport report = rules.report(FakeHost.empty().host());
    List<LeftForYou> left =
        rules.rules().stream().map(rule -> new LeftForYou(rule, "Do it.")).toList();
    assertEquals(
        """
        Manual steps (1), not done by fix:
           cause  Do it.
                  Also effect fails for this reason.

        No changes: every fixable rule passes; 1 manual step.
        """,
        new PlanText(TextStyle.PLAIN, false).of(new FixPlan(List.of(), left), report));
  }

  @Test
  void aFixThatIsLeftIsNotAPass() {
    FixPlan plan = new FixPlan(List.of(), List.of(new LeftForYou(RULE, "Its risk is high.")));
    assertTrue(text(plan, false).endsWith("\nNo changes; 1 manual step.\n"), text(plan, false));
  }

  @Test
  void withoutChangesEveryFixableRulePasses() {
    assertEquals(
        "No changes: every fixable rule passes.\n", text(new FixPlan(List.of(), List.of()), false));
  }

  @Test
  void nextCommandsAreForATerminal() {
    FixPlan plan = plan(builder -> builder.write("/etc/new", "new\n", 0644));
    TextStyle terminal = new TextStyle(new Palette(false), 80, true);
    String onTerminal =
        new PlanText(terminal, false)
            .withNextCommands(
                plan,
                REPORT,
                new RepeatedArguments(" --set 'a=b c'", List.of("one")),
                Optional.empty());
    assertTrue(onTerminal.contains("\nNext:  hostready fix one --set 'a=b c' "), onTerminal);
    assertEquals(
        text(plan, false),
        new PlanText(TextStyle.PLAIN, false)
            .withNextCommands(plan, REPORT, RepeatedArguments.NONE, Optional.empty()));
    assertFalse(new PlanText(terminal, false).of(plan, REPORT).contains("Next:"));
    String saved =
        new PlanText(terminal, false)
            .withNextCommands(plan, REPORT, RepeatedArguments.NONE, Optional.of("my plan"));
    assertTrue(
        saved.endsWith(
            "Saved to my plan.\n"
                + "Next:  hostready fix --plan 'my plan'    apply exactly this plan\n"),
        saved);
  }

  @Test
  void aPlanForAnotherHostNamesItAndOffersNoCommandForThisMachine() {
    HostReport other =
        RULES.report(FakeHost.with("/proc/sys/kernel/hostname", "web\n").directory("/etc").host());
    FixPlan plan = plan(builder -> builder.write("/etc/new", "new\n", 0644));
    TextStyle terminal = new TextStyle(new Palette(false), 80, true);
    String shown =
        new PlanText(terminal, false)
            .withNextCommands(plan, other, RepeatedArguments.NONE, Optional.empty());
    assertTrue(shown.startsWith("On web, 'hostready fix' would make these changes:\n"), shown);
    assertFalse(shown.contains("Next:"), shown);
  }

  @Test
  void proseIsWrappedAndCommandsAreNot() {
    FixPlan plan =
        plan(
            builder ->
                builder.install(
                    List.of(PackageRequest.of("a".repeat(50)), PackageRequest.of("b".repeat(50))),
                    List.of(),
                    Optional.empty()));
    String shown =
        new PlanText(new TextStyle(new Palette(false), 60, true), false).of(plan, REPORT);
    assertTrue(shown.contains("a b"), shown);
  }
}
