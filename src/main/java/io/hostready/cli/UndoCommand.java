package io.hostready.cli;

import io.hostready.report.HistoryJson;
import io.hostready.report.HistoryText;
import io.hostready.run.UndoOutcome;
import io.hostready.run.UndoRun;
import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready undo}: reverts the changes of a run, by default the latest. */
final class UndoCommand extends Subcommand {

  private final Clock clock;
  private final MachineAccess access;

  UndoCommand(Clock clock, MachineAccess access) {
    super(
        "undo",
        "Revert the changes of a run (default: the latest)",
        new Example("sudo hostready undo", "Show what would be reverted, ask, and revert it."),
        new Example(
            "sudo hostready undo --yes RUN",
            "Revert one run (see 'hostready history') without asking."));
    this.clock = clock;
    this.access = access;
  }

  @Override
  void declare(CommandSpec spec) {
    OptionSpecs.addPlainFormats(spec);
    spec.addPositional(
        OptionSpecs.argument(
            "RUN", "0..1", "Run, by its name in 'hostready history' (default: the latest)."));
    spec.addOption(
        OptionSpecs.flag("Revert without asking, as without a terminal.", "--yes", "-y"));
    spec.addOption(
        OptionSpecs.flag(
            "Also revert files that were changed after the run; the journal keeps them.",
            "--force"));
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    OutputTargets targets = OutputTargets.ofPlain(arguments, terminal);
    String color = arguments.color();
    MachineAccess.requireRoot("undo");
    boolean asks = !arguments.has("--yes") && Terminal.isTerminal(0);
    boolean force = arguments.has("--force");
    return access.exclusively(
        terminal,
        machine ->
            new UndoRun(machine, clock, new StepProgress(terminal, false, System::nanoTime), force)
                .run(arguments.id(), new UndoDialog(terminal, targets, color, asks))
                .map(outcome -> report(outcome, targets, color, terminal))
                .orElse(ExitCode.NOT_READY));
  }

  private static ExitCode report(
      UndoOutcome outcome, OutputTargets targets, String color, Terminal terminal) {
    outcome.messages().forEach(terminal::warn);
    targets.write(
        terminal,
        color,
        (format, style) ->
            format.equals("json")
                ? new HistoryJson(Installation.version()).undo(outcome)
                : new HistoryText(style).undone(outcome));
    return outcome.isComplete() ? ExitCode.READY : ExitCode.FAILED;
  }
}
