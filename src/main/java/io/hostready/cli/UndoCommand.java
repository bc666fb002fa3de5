package io.hostready.cli;

import io.hostready.change.ChangeFailed;
import io.hostready.change.JournalEntry;
import io.hostready.change.RunRecord;
import io.hostready.change.Runs;
import io.hostready.change.Undoer;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import io.hostready.report.Shown;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready undo}: puts back what a run changed, the latest one by default. */
final class UndoCommand implements Command {

  private final Clock clock;

  UndoCommand(Clock clock) {
    this.clock = clock;
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
    CommonOptions.addEveryday(spec);
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("RUN")
            .type(String.class)
            .arity("0..1")
            .description("The run, as 'hostready history' calls it.")
            .build());
    spec.addOption(OptionSpec.builder("--yes", "-y").description("Do not ask.").build());
    spec.addOption(
        OptionSpec.builder("--force")
            .description("Overwrite what somebody else changed since; the journal keeps it.")
            .build());
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    Rights.check(Host.live(), List.of());
    boolean agreed = options.hasMatchedOption("--yes");
    if (!agreed && !Terminal.isTerminal(0)) {
      throw new UsageError("there is no terminal to ask on; expected --yes.");
    }
    Optional<String> name =
        options.matchedPositionals().stream().findFirst().map(p -> p.<String>getValue());
    return LiveHost.alone(
        terminal,
        machine -> undo(machine, name, agreed, options.hasMatchedOption("--force"), terminal));
  }

  private ExitCode undo(
      Machine machine, Optional<String> name, boolean agreed, boolean force, Terminal terminal) {
    Runs runs = new Runs(machine);
    Optional<RunRecord> chosen =
        name.isPresent()
            ? Optional.of(named(runs, name.get()))
            : runs.newestFirst().stream().filter(RunRecord::canBeUndone).findFirst();
    if (chosen.isEmpty() || !chosen.get().canBeUndone()) {
      terminal
          .out()
          .println(
              chosen
                  .map(run -> "run " + run.id() + " is undone already")
                  .orElse("nothing to undo"));
      return ExitCode.READY;
    }
    List<RunRecord> together =
        runs.together(chosen.get()).stream().filter(RunRecord::canBeUndone).toList();
    Undoer undoer = new Undoer(machine, clock, LiveHost.progress(terminal));
    show(together, terminal);
    try {
      List<Undoer.Refusal> refusals = undoer.refusals(together);
      if (!refusals.isEmpty() && !force) {
        refusals.forEach(
            refusal ->
                terminal
                    .err()
                    .println(
                        "hostready: cannot " + refusal.change().undo() + ": " + refusal.why()));
        terminal
            .err()
            .println("hostready: nothing was taken back. Settle the above, or give --force.");
        return ExitCode.FAILED;
      }
      if (!agreed && !Question.isAnsweredYes(terminal, "Take this back?")) {
        terminal.err().println("hostready: nothing was taken back.");
        return ExitCode.NOT_READY;
      }
      for (RunRecord run : together) {
        undoer.undo(run, force).forEach(result -> tell(result, terminal));
        terminal.out().println("run " + run.id() + " is undone");
      }
      return ExitCode.READY;
    } catch (ChangeFailed failed) {
      terminal.err().println("hostready: " + failed.why());
      terminal
          .err()
          .println("hostready: undo stopped there, and goes on from there when it is run again.");
      return ExitCode.FAILED;
    }
  }

  private static RunRecord named(Runs runs, String name) {
    return runs.find(name)
        .orElseThrow(
            () ->
                new UsageError(
                    "there is no run '"
                        + name
                        + "' in "
                        + Runs.FOLDER
                        + "; expected one that 'hostready history' lists."));
  }

  private static void show(List<RunRecord> runs, Terminal terminal) {
    for (RunRecord run : runs) {
      terminal.out().println("run " + run.id() + " (" + run.status().phrase() + ")");
      for (RunRecord.Step step : Undoer.steps(run)) {
        String undo = step.begun().change().undo();
        if (!undo.startsWith("nothing")) {
          terminal.out().println("  - " + Shown.line(undo));
        }
      }
    }
    terminal.out().flush();
  }

  private static void tell(Undoer.Result result, Terminal terminal) {
    if (result.how() == JournalEntry.Undone.LEFT) {
      terminal
          .err()
          .println(
              "left: "
                  + Shown.line(result.step().change().what() + ": " + result.note().orElse("")));
    }
  }
}
