package io.hostready.cli;

import io.hostready.change.journal.RunRecord;
import io.hostready.change.journal.RunStore;
import io.hostready.report.HistoryJson;
import io.hostready.report.HistoryText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready history}: the runs on this host, newest first. */
final class HistoryCommand extends Subcommand {

  private final MachineAccess access;

  HistoryCommand(MachineAccess access) {
    super(
        "history",
        "List the runs of fix and undo on this host, newest first",
        new Example("sudo hostready history", "List the runs."),
        new Example("sudo hostready history --format json", "List the runs as JSON."));
    this.access = access;
  }

  @Override
  void declare(CommandSpec spec) {
    OptionSpecs.addPlainFormats(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    OutputTargets targets = OutputTargets.ofPlain(arguments, terminal);
    if (!MachineAccess.isRoot()) {
      throw new UsageException("history must run as root. Run: sudo hostready history");
    }
    Optional<List<RunRecord>> runs = access.read(terminal, RunStore::newestFirst);
    if (runs.isEmpty()) {
      return ExitCode.FAILED;
    }
    targets.write(
        terminal,
        arguments.color(),
        (format, style) ->
            format.equals("json")
                ? new HistoryJson(Installation.version()).history(runs.get())
                : new HistoryText(style).history(runs.get()));
    return ExitCode.READY;
  }
}
