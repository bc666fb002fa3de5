package io.hostready.cli;

import io.hostready.change.Unfinished;
import io.hostready.host.CannotWrite;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import io.hostready.report.FixText;
import io.hostready.report.Palette;
import io.hostready.report.PlanJson;
import io.hostready.report.PlanText;
import io.hostready.report.Shown;
import io.hostready.run.Applier;
import io.hostready.run.CheckResult;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.yaml.InvalidInput;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready fix}: makes the changes, checks the same rules again, keeps a journal. */
final class FixCommand implements Command {

  private final Clock clock;
  private final LiveHost live;

  FixCommand(Clock clock, LiveHost live) {
    this.clock = clock;
    this.live = live;
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
        OptionSpec.builder("--no-prove")
            .description("After changes, look at the rules again only, and run none of the proofs.")
            .build());
    spec.addOption(
        Planning.word("--plan", "FILE", null, "Do exactly what a saved plan says, or nothing."));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    Formats formats = Formats.ofPlain(CommonOptions.texts(options, "--format"), terminal);
    String color = CommonOptions.color(options);
    Optional<String> file = Optional.ofNullable(options.matchedOptionValue("--plan", null));
    LiveHost.requireRoot();
    Map<String, String> environment = terminal.environment();
    Optional<SavedPlan> saved =
        file.map(name -> SavedPlan.read(Path.of(name), Instructions.plan(environment)));
    CommonOptions given = CommonOptions.of(options);
    CommonOptions common = saved.map(plan -> plan.over(given)).orElse(given);
    Planning planning = planning(options, common, Instructions.forThisMachine(environment), saved);
    boolean tries = !options.hasMatchedOption("--no-prove");
    if (!tries && planning.proves()) {
      throw new UsageError("--prove and --no-prove contradict each other; expected one of them.");
    }
    boolean ask = !options.hasMatchedOption("--yes") && saved.isEmpty();
    if (ask && !Terminal.isTerminal(0)) {
      throw new UsageError(
          "there is no terminal to ask on; expected --yes, or --plan FILE with a plan that somebody"
              + " read. Run 'hostready plan' first.");
    }
    return live.alone(
        terminal,
        machine -> new Fixing(machine, planning, tries, formats, color, terminal).fix(saved, ask));
  }

  private static Planning planning(
      ParseResult options, CommonOptions common, Host instructions, Optional<SavedPlan> saved) {
    try {
      return Planning.of(options, common, instructions);
    } catch (InvalidInput wrong) {
      Optional<UsageError> better = saved.flatMap(SavedPlan::lacksItsRules);
      if (better.isPresent()) {
        throw better.get();
      }
      throw wrong;
    }
  }

  /** One fix, with where it tells about itself. */
  private final class Fixing {
    private final Machine machine;
    private final Planning planning;
    private final boolean tries;
    private final Formats formats;
    private final String color;
    private final Terminal terminal;
    private final Applier applier;
    private final PlanJson documents = new PlanJson(Installation.version());

    Fixing(
        Machine machine,
        Planning planning,
        boolean tries,
        Formats formats,
        String color,
        Terminal terminal) {
      this.machine = machine;
      this.planning = planning;
      this.tries = tries;
      this.formats = formats;
      this.color = color;
      this.terminal = terminal;
      this.applier = new Applier(machine, clock, LiveHost.progress(terminal));
    }

    ExitCode fix(Optional<SavedPlan> saved, boolean ask) throws CannotWrite {
      List<Unfinished> unfinished = applier.unfinished();
      applier.clearAfter(unfinished);
      Host host = machine.now();
      Planning.Planned planned =
          saved
              .map(
                  plan ->
                      new Planning.Planned(planning.check(host, clock), plan.on(host, planning)))
              .orElseGet(() -> planning.plan(host, clock, unfinished));
      FixPlan plan = planned.plan();
      unfinished.forEach(run -> tellOf(run, plan));
      if (plan.isEmpty()) {
        settle(unfinished);
        write(plan, Optional.empty(), planned.before(), planned.before());
        return exit(planned.before(), planned.before().results());
      }
      show(plan);
      if (ask && !Question.isAnsweredYes(terminal, "Make these changes?")) {
        complain("nothing was changed.");
        return ExitCode.NOT_READY;
      }
      String document = documents.plan(plan, planned.before(), planning.common().parameters());
      LiveHost.sayHowItGoesOnWhenInterrupted(terminal);
      Applier.Applied applied =
          applier.apply(plan, "hostready " + Installation.version(), document);
      SecondLook look = new SecondLook(planning, plan, applied);
      HostReport after = look.at(machine.now(), clock, tries);
      write(plan, Optional.of(applied), planned.before(), after);
      return judged(look, after);
    }

    private void tellOf(Unfinished unfinished, FixPlan plan) {
      String run = "run " + unfinished.run().id() + " is " + unfinished.run().status().phrase();
      boolean goesOn =
          unfinished.rule().isEmpty()
              || plan.rules().stream()
                  .anyMatch(rule -> rule.id().value().equals(unfinished.rule().get()));
      if (plan.isEmpty() && goesOn) {
        complain(run + "; nothing is left to do of it, and undo takes it back.");
      } else {
        complain(
            run
                + "; this fix goes on from there, and undo takes both back."
                + (goesOn
                    ? ""
                    : " It stopped in the fix of "
                        + unfinished.rule().get()
                        + ", which this plan does not touch: 'hostready fix "
                        + unfinished.rule().get()
                        + "' completes that."));
      }
    }

    /** Nothing is left to do of a run whose every rule was looked at and has nothing planned. */
    private void settle(List<Unfinished> unfinished) throws CannotWrite {
      List<Unfinished> done =
          unfinished.stream()
              .filter(
                  run ->
                      run.rule().isEmpty()
                          || planning.selection().rules().stream()
                              .anyMatch(rule -> rule.id().value().equals(run.rule().get())))
              .toList();
      applier.settle(done);
    }

    /** Shows the plan before anything happens: to people, or beside a document on its way. */
    private void show(FixPlan plan) {
      boolean out = formats.talkToPeople();
      (out ? terminal.out() : terminal.err())
          .print(PlanText.of(plan, new Palette(out && terminal.colors(color))));
      terminal.out().flush();
      terminal.err().flush();
    }

    private void write(
        FixPlan plan, Optional<Applier.Applied> applied, HostReport before, HostReport after) {
      formats.write(
          terminal,
          color,
          (format, palette) ->
              format.equals("json")
                  ? documents.fix(plan, applied, before, after)
                  : applied
                      .map(done -> FixText.of(plan, done, after, palette))
                      .orElseGet(() -> PlanText.of(plan, palette)));
    }

    /** Says how it ended. A fix counts only when its own rule passes, or waits for a reboot. */
    private ExitCode judged(SecondLook look, HostReport after) {
      Applier.Applied applied = look.applied();
      if (!applied.isComplete()) {
        complain(applied.failure().orElseThrow());
        complain(
            "the fix stopped there; what was done is in "
                + applied.folder()
                + ". 'hostready undo' takes it back, 'hostready fix' goes on.");
        return ExitCode.FAILED;
      }
      List<CheckResult> fixed =
          after.results().stream().filter(result -> look.fixes(result.rule())).toList();
      List<CheckResult> failing =
          fixed.stream()
              .filter(r -> r.fails() && r.pending().isEmpty() && !look.plan().leaves(r.rule()))
              .toList();
      if (!failing.isEmpty()) {
        failing.forEach(r -> complain(r.rule().id() + " fails still: " + r.reason()));
        complain("every change was made, and it did not help; 'hostready undo' takes them back.");
        return ExitCode.FAILED;
      }
      tellOfProofs(after);
      return exit(after, fixed);
    }

    private void tellOfProofs(HostReport after) {
      List<CheckResult> failing =
          after.results().stream().filter(r -> r.rule().isProof() && r.fails()).toList();
      failing.forEach(r -> complain(r.rule().id() + ", tried, fails: " + r.reason()));
      if (failing.stream().anyMatch(r -> r.level().isAtLeast(after.failOn()))) {
        complain(
            "every change was made, and the host is not ready; 'hostready undo' takes them back,"
                + " 'hostready check --prove' tries again.");
      }
    }

    private void complain(String why) {
      terminal.err().println("hostready: " + Shown.message(why));
    }
  }

  /** By the host's outcome; where that is ready and one of the results waits: pending. */
  private static ExitCode exit(HostReport report, List<CheckResult> results) {
    boolean waits = results.stream().anyMatch(result -> result.pending().isPresent());
    return report.outcome() == Outcome.READY && waits
        ? ExitCode.PENDING
        : ExitCode.of(report.outcome());
  }
}
