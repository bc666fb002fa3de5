package io.hostready.cli;

import io.hostready.change.journal.JournalException;
import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.RunStore;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import io.hostready.host.RootTrust;
import io.hostready.report.Palette;
import io.hostready.report.RunJson;
import io.hostready.report.RunText;
import io.hostready.report.Shown;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready history}: the runs on this host, newest first. */
final class HistoryCommand implements Subcommand {

  private final Supplier<Machine> machine;

  HistoryCommand(Supplier<Machine> machine) {
    this.machine = machine;
  }

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
    PlanArguments.addFormats(spec);
    CommonOptions.addEveryday(spec);
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    OutputTargets targets =
        OutputTargets.ofPlain(CommonOptions.texts(options, "--format"), terminal);
    if (!RootTrust.isRoot(Host.live())) {
      throw new UsageException(
          "this is not root; only root may read " + RunStore.FOLDER + ". Use sudo.");
    }
    try {
      List<RunRecord> runs = new RunStore(machine.get()).newestFirst();
      targets.write(
          terminal, CommonOptions.color(options), (format, palette) -> text(runs, format, palette));
      return ExitCode.READY;
    } catch (JournalException damaged) {
      terminal
          .err()
          .println(
              "hostready: a journal in "
                  + RunStore.FOLDER
                  + " is damaged: "
                  + Shown.line(String.valueOf(damaged.getMessage())));
      return ExitCode.FAILED;
    }
  }

  private static String text(List<RunRecord> runs, String format, Palette palette) {
    return format.equals("json")
        ? new RunJson(Installation.version()).history(runs)
        : RunText.history(runs, palette);
  }
}
