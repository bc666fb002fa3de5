package io.hostready.cli;

import io.hostready.change.journal.RunRecord;
import io.hostready.report.RunJson;
import io.hostready.report.RunText;
import io.hostready.run.UndoOutcome;
import io.hostready.run.UndoRun;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready undo}: puts back what a run changed, the latest one by default. */
final class UndoCommand implements Subcommand {

  private final Clock clock;
  private final MachineAccess access;

  UndoCommand(Clock clock, MachineAccess access) {
    this.clock = clock;
    this.access = access;
  }

  @Override
  public String name() {
    return "undo";
  }

  @Override
  public String summary() {
    return "put back what a run changed, the latest one by default";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready undo");
    PlanArguments.addFormats(spec);
    CommonOptions.addEveryday(spec);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("RUN")
            .type(String.class)
            .arity("0..1")
            .description("The run, as 'hostready history' calls it.")
            .build());
    spec.addOption(
        OptionSpec.builder("--yes", "-y")
            .description("Do not ask. Without a terminal, undo does not ask either.")
            .build());
    spec.addOption(
        OptionSpec.builder("--force")
            .description("Overwrite what somebody else changed since; the journal keeps it.")
            .build());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    OutputTargets targets =
        OutputTargets.ofPlain(CommonOptions.texts(options, "--format"), terminal);
    String color = CommonOptions.color(options);
    MachineAccess.requireRoot();
    boolean asks = !options.hasMatchedOption("--yes") && Terminal.isTerminal(0);
    boolean force = options.hasMatchedOption("--force");
    Optional<String> name =
        options.matchedPositionals().stream().findFirst().map(p -> p.<String>getValue());
    return access.exclusively(
        terminal,
        machine ->
            new UndoRun(machine, clock, MachineAccess.progress(terminal), force)
                .run(name, new Dialog(terminal, targets, asks))
                .map(outcome -> report(outcome, targets, color, terminal))
                .orElse(ExitCode.NOT_READY));
  }

  private static ExitCode report(
      UndoOutcome outcome, OutputTargets targets, String color, Terminal terminal) {
    outcome.messages().forEach(terminal::warn);
    targets.write(
        terminal,
        color,
        (format, _) ->
            format.equals("json")
                ? new RunJson(Installation.version()).undo(outcome)
                : RunText.undone(outcome));
    return outcome.isComplete() ? ExitCode.READY : ExitCode.FAILED;
  }

  /** What an undo tells the person at the terminal before anything happens. */
  private record Dialog(Terminal terminal, OutputTargets targets, boolean asks)
      implements UndoRun.Operator {

    /** Tells people, where no document is asked for. */
    @Override
    public void announce(List<RunRecord> runs) {
      if (targets.talkToPeople()) {
        terminal.out().print(RunText.undoing(runs));
        terminal.out().flush();
      }
    }

    @Override
    public boolean approves() {
      if (asks && !Question.isAnsweredYes(terminal, "Take this back?")) {
        terminal.warn("nothing was taken back.");
        return false;
      }
      return true;
    }

    @Override
    public void undoing() {
      MachineAccess.explainInterruption(terminal);
    }
  }
}
