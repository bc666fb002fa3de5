package io.hostready.cli;

import io.hostready.change.Json;
import io.hostready.change.RunRecord;
import io.hostready.change.Runs;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import io.hostready.report.Shown;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready history}: the runs on this host, newest first. */
final class HistoryCommand implements Command {

  @Override
  public String name() {
    return "history";
  }

  @Override
  public String summary() {
    return "the runs on this host, newest first";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready history");
    CommonOptions.addEveryday(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    if (Rights.areMissing(Host.live())) {
      throw new UsageError("this is not root; only root may read " + Runs.FOLDER + ". Use sudo.");
    }
    try {
      List<RunRecord> runs = new Runs(Machine.live()).newestFirst();
      if (runs.isEmpty()) {
        terminal.out().println("no runs");
      }
      for (RunRecord run : runs) {
        terminal
            .out()
            .println(run.id() + "  " + run.status().phrase() + "  " + run.started().tool());
        for (RunRecord.Step step : run.steps()) {
          terminal
              .out()
              .println(
                  "  " + step.begun().rule() + ": " + Shown.line(step.begun().change().what()));
        }
      }
      return ExitCode.READY;
    } catch (Json.Malformed damaged) {
      terminal
          .err()
          .println(
              "hostready: a journal in " + Runs.FOLDER + " is damaged: " + damaged.getMessage());
      return ExitCode.FAILED;
    }
  }
}
