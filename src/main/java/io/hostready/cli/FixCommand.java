package io.hostready.cli;

import io.hostready.host.CannotWrite;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import io.hostready.report.Palette;
import io.hostready.report.PlanJson;
import io.hostready.report.PlanText;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleFix;
import io.hostready.run.Applier;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready fix}: makes the changes, checks the same rules again, keeps a journal. */
final class FixCommand implements Command {

  private final Clock clock;

  FixCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "fix";
  }

  @Override
  public String summary() {
    return "make the changes, check the same rules again, keep a journal";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready fix");
    Planning.addTo(spec);
    spec.addOption(OptionSpec.builder("--yes", "-y").description("Do not ask.").build());
    spec.addOption(
        Planning.word("--plan", "FILE", null, "Do exactly what a saved plan says, or nothing."));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    Optional<String> file = Optional.ofNullable(options.matchedOptionValue("--plan", null));
    Optional<SavedPlan> saved = file.map(name -> SavedPlan.read(Path.of(name)));
    CommonOptions given = CommonOptions.of(options);
    CommonOptions common = saved.map(plan -> plan.over(given)).orElse(given);
    Planning planning = Planning.of(options, common);
    Rights.check(Host.live(), common.absoluteFolders());
    boolean asked = options.hasMatchedOption("--yes") || saved.isPresent();
    if (!asked && !Terminal.isTerminal(0)) {
      throw new UsageError(
          "there is no terminal to ask on; expected --yes, or --plan FILE with a plan that somebody"
              + " read. Run 'hostready plan' first.");
    }
    return LiveHost.alone(
        terminal, machine -> fix(machine, planning, saved, options, terminal, asked));
  }

  private ExitCode fix(
      Machine machine,
      Planning planning,
      Optional<SavedPlan> saved,
      ParseResult options,
      Terminal terminal,
      boolean agreed)
      throws CannotWrite {
    Host host = machine.now();
    Planning.Planned planned =
        saved
            .map(plan -> new Planning.Planned(planning.check(host, clock), plan.on(host, planning)))
            .orElseGet(() -> planning.plan(host, clock));
    Applier applier = new Applier(machine, clock, LiveHost.progress(terminal));
    applier
        .unfinished()
        .forEach(
            run ->
                terminal
                    .err()
                    .println(
                        "hostready: run "
                            + run.id()
                            + " is "
                            + run.status().phrase()
                            + "; this fix goes on from there, and undo takes both back."));
    PlanJson documents = new PlanJson(Installation.version());
    boolean json = Planning.asJson(options);
    String color = CheckCommand.word(options, "--color", List.of("auto", "always", "never"));
    Palette palette = new Palette(terminal.colors(color));
    (json ? terminal.err() : terminal.out()).print(PlanText.of(planned.plan(), palette));
    terminal.out().flush();
    if (planned.plan().isEmpty()) {
      print(
          json,
          documents.fix(planned.plan(), Optional.empty(), planned.before(), planned.before()),
          terminal);
      return ExitCode.of(planned.before().outcome());
    }
    if (!agreed && !Question.isAnsweredYes(terminal, "Make these changes?")) {
      terminal.err().println("hostready: nothing was changed.");
      return ExitCode.NOT_READY;
    }
    String plan = documents.plan(planned.plan(), planned.before(), planning.common().parameters());
    Applier.Applied applied =
        applier.apply(planned.plan(), "hostready " + Installation.version(), plan);
    HostReport after = pending(planning.check(machine.now(), clock), planned, applied);
    print(
        json,
        documents.fix(planned.plan(), Optional.of(applied), planned.before(), after),
        terminal);
    return tell(applied, after, planned, terminal);
  }

  private static void print(boolean json, String document, Terminal terminal) {
    if (json) {
      terminal.out().print(document);
    }
  }

  /** Says how it ended. A fix counts only when its own rule passes, or waits for a reboot. */
  private static ExitCode tell(
      Applier.Applied applied, HostReport after, Planning.Planned planned, Terminal terminal) {
    List<String> said = new ArrayList<>();
    applied
        .changes()
        .forEach(
            made ->
                made.note()
                    .filter(_ -> made.progress() == Applier.Progress.DONE)
                    .ifPresent(note -> said.add("note: " + note)));
    said.forEach(LiveHost.progress(terminal));
    if (!applied.isComplete()) {
      terminal.err().println("hostready: " + applied.failure().orElseThrow());
      terminal
          .err()
          .println(
              "hostready: the fix stopped there; what was done is in "
                  + applied.folder()
                  + ". 'hostready undo' takes it back, 'hostready fix' goes on.");
      return ExitCode.FAILED;
    }
    List<CheckResult> mended =
        after.results().stream()
            .filter(
                result ->
                    planned.plan().rules().stream()
                        .anyMatch(rule -> rule.id().equals(result.rule().id())))
            .toList();
    List<CheckResult> failing =
        mended.stream().filter(r -> r.fails() && r.pending().isEmpty()).toList();
    if (!failing.isEmpty()) {
      failing.forEach(
          r ->
              terminal
                  .err()
                  .println("hostready: " + r.rule().id() + " fails still: " + r.reason()));
      terminal
          .err()
          .println(
              "hostready: every change was made, and it did not help; 'hostready undo' takes them"
                  + " back.");
      return ExitCode.FAILED;
    }
    String waits =
        mended.stream()
            .flatMap(r -> r.pending().stream())
            .map(RuleFix.Pending::word)
            .distinct()
            .collect(Collectors.joining(" and a "));
    terminal
        .err()
        .println(
            "hostready: fixed "
                + mended.size()
                + (mended.size() == 1 ? " rule" : " rules")
                + " in run "
                + applied.run()
                + (waits.isEmpty() ? "" : "; a " + waits + " is pending")
                + "; 'hostready undo' takes it back. The host is "
                + after.outcome().word().replace('-', ' ')
                + ".");
    return after.outcome() == Outcome.READY && !waits.isEmpty()
        ? ExitCode.PENDING
        : ExitCode.of(after.outcome());
  }

  /** Marks the rules whose fix was made and waits for a reboot or a new login. */
  private static HostReport pending(
      HostReport report, Planning.Planned planned, Applier.Applied applied) {
    if (!applied.isComplete()) {
      return report;
    }
    List<Rule> mended = planned.plan().rules();
    List<CheckResult> results =
        report.results().stream()
            .map(
                result ->
                    mended.stream().anyMatch(rule -> rule.id().equals(result.rule().id()))
                        ? new CheckResult(
                            result.rule(),
                            result.level(),
                            result.finding(),
                            result.rule().fix().flatMap(RuleFix::pending))
                        : result)
            .toList();
    return report.with(results);
  }
}
