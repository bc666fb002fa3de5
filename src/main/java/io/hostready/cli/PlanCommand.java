package io.hostready.cli;

import io.hostready.capture.HostOpener;
import io.hostready.change.journal.JournalException;
import io.hostready.change.journal.RunStore;
import io.hostready.change.journal.UnfinishedRun;
import io.hostready.host.AtomicFile;
import io.hostready.host.Host;
import io.hostready.host.Machine;
import io.hostready.host.RootTrust;
import io.hostready.report.PlanJson;
import io.hostready.report.PlanText;
import io.hostready.report.Shown;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import io.hostready.run.PlanOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready plan}: what fix would change, step by step; changes nothing. */
final class PlanCommand implements Subcommand {

  private final Clock clock;
  private final Supplier<Machine> machine;

  PlanCommand(Clock clock, Supplier<Machine> machine) {
    this.clock = clock;
    this.machine = machine;
  }

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String summary() {
    return "what fix would change, step by step, with diffs; changes nothing";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready plan");
    PlanArguments.addTo(spec);
    spec.addOption(
        PlanArguments.word(
            "--host",
            "PATH",
            null,
            "Plan for a capture, another text of a host, or a directory with its files, instead of"
                + " this machine."));
    spec.addOption(
        PlanArguments.word("-o", "FILE", null, "Save the plan as JSON, for fix --plan FILE."));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    OutputTargets targets =
        OutputTargets.ofPlain(CommonOptions.texts(options, "--format"), terminal);
    String color = CommonOptions.color(options);
    Optional<Path> file =
        Optional.ofNullable(options.<String>matchedOptionValue("-o", null)).map(Path::of);
    file.ifPresent(
        path ->
            OutputTargets.refuseUnsafe("-o", path, AtomicFile.Access.OWNER_ONLY, targets.trust()));
    Host host = host(options, terminal);
    PlanOptions planOptions =
        PlanArguments.of(
            options,
            CommonOptions.of(options),
            host.source().isThisMachine()
                ? Instructions.forThisMachine(terminal.environment())
                : Instructions.ofAnybody(),
            clock);
    List<UnfinishedRun> unfinished =
        host.source().isThisMachine() ? unfinished(terminal) : List.of();
    HostReport before = planOptions.check().of(host);
    FixPlan plan = planOptions.plan(host, before, unfinished);
    String json = PlanJson.plan(plan, before, planOptions.parameters());
    file.ifPresent(path -> save(json, path, targets.trust()));
    targets.write(
        terminal,
        color,
        (format, palette) -> format.equals("json") ? json : PlanText.of(plan, palette));
    if (host.source().isThisMachine() && !RootTrust.isRoot(host)) {
      terminal.err().println("hostready: " + MachineAccess.ROOT_NEEDED);
    }
    return plan.isEmpty() ? ExitCode.READY : ExitCode.NOT_READY;
  }

  private static Host host(ParseResult options, Terminal terminal) {
    return Optional.ofNullable(options.<String>matchedOptionValue("--host", null))
        .map(path -> HostOpener.open(path, RootTrust.ofReports(terminal.environment())).host())
        .orElseGet(Host::live);
  }

  /** Runs that fix would go on from; only root can see them. */
  private List<UnfinishedRun> unfinished(Terminal terminal) {
    if (!RootTrust.isRoot(Host.live())) {
      return List.of();
    }
    try {
      return new RunStore(machine.get()).unfinished();
    } catch (JournalException damaged) {
      terminal
          .err()
          .println(
              "hostready: a journal in "
                  + RunStore.FOLDER
                  + " is damaged: "
                  + Shown.line(String.valueOf(damaged.getMessage())));
      return List.of();
    }
  }

  /** For its owner alone: diffs show files that not everybody may read. */
  private static void save(String json, Path file, Optional<RootTrust> trust) {
    try {
      AtomicFile.write(
          file, json.getBytes(StandardCharsets.UTF_8), AtomicFile.Access.OWNER_ONLY, trust);
    } catch (IOException failed) {
      throw new UsageException(
          "the plan could not be written to '"
              + file
              + "': "
              + failed.getMessage()
              + ". Expected a file in a folder that exists and may be written.");
    }
  }
}
