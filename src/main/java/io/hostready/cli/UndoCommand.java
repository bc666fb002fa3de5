package io.hostready.cli;

import io.hostready.change.ChangeFailed;
import io.hostready.change.RunRecord;
import io.hostready.change.Runs;
import io.hostready.change.Undoer;
import io.hostready.host.Machine;
import io.hostready.report.RunJson;
import io.hostready.report.RunText;
import io.hostready.report.Shown;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready undo}: puts back what a run changed, the latest one by default. */
final class UndoCommand implements Command {

  private final Clock clock;
  private final LiveHost live;

  UndoCommand(Clock clock, LiveHost live) {
    this.clock = clock;
    this.live = live;
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
    Planning.addFormats(spec);
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
    Formats formats = Formats.ofPlain(CommonOptions.texts(options, "--format"), terminal);
    String color = CommonOptions.color(options);
    LiveHost.requireRoot();
    boolean ask = !options.hasMatchedOption("--yes") && Terminal.isTerminal(0);
    boolean force = options.hasMatchedOption("--force");
    Optional<String> name =
        options.matchedPositionals().stream().findFirst().map(p -> p.<String>getValue());
    return live.alone(
        terminal,
        machine -> {
          Undoing undoing = new Undoing(machine, formats, color, terminal);
          return undoing.undo(undoing.chosen(name), ask, force);
        });
  }

  /** One undo, with where it tells about itself. */
  private final class Undoing {
    private final Runs runs;
    private final Undoer undoer;
    private final Formats formats;
    private final String color;
    private final Terminal terminal;

    Undoing(Machine machine, Formats formats, String color, Terminal terminal) {
      this.runs = new Runs(machine);
      this.undoer = new Undoer(machine, clock, LiveHost.progress(terminal));
      this.formats = formats;
      this.color = color;
      this.terminal = terminal;
    }

    /** The run that is meant with those that belong to it, newest first. */
    List<RunRecord> chosen(Optional<String> name) {
      Optional<RunRecord> run =
          name.isPresent()
              ? Optional.of(named(name.get()))
              : runs.newestFirst().stream().filter(RunRecord::canBeUndone).findFirst();
      return run.map(runs::together).orElse(List.of()).stream()
          .filter(RunRecord::canBeUndone)
          .toList();
    }

    private RunRecord named(String name) {
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

    ExitCode undo(List<RunRecord> together, boolean ask, boolean force) {
      List<Undoer.Result> results = new ArrayList<>();
      try {
        if (together.isEmpty()) {
          say("nothing to undo\n");
          write(new RunJson.Undone(together, results, List.of(), Optional.empty()));
          return ExitCode.READY;
        }
        say(RunText.undoing(together));
        List<Undoer.Refusal> refusals = force ? List.of() : undoer.refusals(together);
        if (!refusals.isEmpty()) {
          return refuse(together, refusals);
        }
        if (ask && !Question.isAnsweredYes(terminal, "Take this back?")) {
          terminal.err().println("hostready: nothing was taken back.");
          return ExitCode.NOT_READY;
        }
        LiveHost.sayHowItGoesOnWhenInterrupted(terminal);
        for (RunRecord run : together) {
          results.addAll(undoer.undo(run, force));
        }
        write(new RunJson.Undone(together, results, List.of(), Optional.empty()));
        return ExitCode.READY;
      } catch (ChangeFailed failed) {
        complain(failed.why());
        complain("undo stopped there, and goes on from there when it is run again.");
        write(new RunJson.Undone(together, results, List.of(), Optional.of(failed.why())));
        return ExitCode.FAILED;
      }
    }

    private ExitCode refuse(List<RunRecord> together, List<Undoer.Refusal> refusals) {
      refusals.forEach(
          refusal -> complain("cannot " + refusal.change().undo() + ": " + refusal.why()));
      String why = "nothing was taken back. Settle the above, or give --force.";
      complain(why);
      write(new RunJson.Undone(together, List.of(), refusals, Optional.of(why)));
      return ExitCode.FAILED;
    }

    private void complain(String why) {
      terminal.err().println("hostready: " + Shown.message(why));
    }

    /** Tells people what is about to happen, where no document is asked for. */
    private void say(String text) {
      if (formats.talkToPeople()) {
        terminal.out().print(text);
        terminal.out().flush();
      }
    }

    private void write(RunJson.Undone undone) {
      formats.write(
          terminal,
          color,
          (format, _) ->
              format.equals("json")
                  ? new RunJson(Installation.version()).undo(undone)
                  : RunText.undone(undone));
    }
  }
}
