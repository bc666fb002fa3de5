package io.hostready.cli;

import io.hostready.report.FixText;
import io.hostready.report.PlanJson;
import io.hostready.run.FixOutcome;
import io.hostready.run.FixRun;
import io.hostready.run.PlanOptions;
import io.hostready.run.SavedPlan;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready fix}: applies the changes, checks the same rules again, keeps a journal. */
final class FixCommand extends Subcommand {

  private final Clock clock;
  private final MachineAccess access;

  FixCommand(Clock clock, MachineAccess access) {
    super(
        "fix",
        "Apply the plan, check the same rules again, and keep a journal",
        new Example("sudo hostready fix", "Show the plan, ask, and apply it."),
        new Example(
            "sudo hostready fix --yes iptables-command-present", "Fix one rule without asking."));
    this.clock = clock;
    this.access = access;
  }

  @Override
  void declare(CommandSpec spec) {
    PlanArguments.addTo(spec);
    spec.addOption(OptionSpecs.flag("Apply without asking.", "--yes", "-y"));
    spec.addOption(
        OptionSpecs.flag(
            "After the changes, check the rules again, but run no proofs.", "--no-prove"));
    PlanArguments.addSavedPlan(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    OutputTargets targets = OutputTargets.ofPlain(arguments, terminal);
    String color = arguments.color();
    MachineAccess.requireRoot("fix");
    Optional<SavedPlan> saved = PlanArguments.savedPlan(arguments, terminal.environment());
    PlanOptions planOptions =
        PlanArguments.of(
            arguments, saved, InputFiles.forThisMachine(terminal.environment()), clock);
    boolean runsProofs = !arguments.has("--no-prove");
    if (!runsProofs && planOptions.check().proves()) {
      throw new UsageException("--prove and --no-prove cannot be used together");
    }
    boolean verbose = arguments.has(PlanArguments.VERBOSE);
    boolean asks = !arguments.has("--yes") && saved.isEmpty();
    FixDialog dialog = new FixDialog(terminal, targets, color, planOptions, verbose, asks);
    dialog.requireTerminal();
    String tool = "hostready " + Installation.version();
    return access.exclusively(
        terminal,
        machine ->
            new FixRun(
                    machine,
                    clock,
                    tool,
                    new StepProgress(terminal, verbose, System::nanoTime),
                    planOptions,
                    runsProofs)
                .run(saved, dialog)
                .map(outcome -> report(outcome, targets, color, arguments, terminal))
                .orElse(ExitCode.NOT_READY));
  }

  private static ExitCode report(
      FixOutcome outcome,
      OutputTargets targets,
      String color,
      Arguments arguments,
      Terminal terminal) {
    targets.write(
        terminal,
        color,
        (format, style) ->
            format.equals("json")
                ? PlanJson.fix(outcome)
                : new FixText(style, arguments.repeated(), arguments.has(PlanArguments.VERBOSE))
                    .of(outcome));
    outcome.messages().forEach(terminal::warn);
    return outcome.outcome().map(ExitCode::of).orElse(ExitCode.FAILED);
  }
}
