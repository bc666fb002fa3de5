package io.hostready.cli;

import io.hostready.change.journal.RunStore;
import io.hostready.change.journal.UnfinishedRun;
import io.hostready.host.Host;
import io.hostready.report.PlanJson;
import io.hostready.report.PlanText;
import io.hostready.run.FixPlan;
import io.hostready.run.HostReport;
import io.hostready.run.PlanOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready plan}: what fix would change, step by step; changes nothing. */
final class PlanCommand extends Subcommand {

  private final Clock clock;
  private final MachineAccess access;

  PlanCommand(Clock clock, MachineAccess access) {
    super(
        "plan",
        "Print what fix would change, with diffs; changes nothing",
        new Example("hostready plan", "Print the changes that make this host ready."),
        new Example(
            "hostready plan -o plan.json", "Save the plan for 'hostready fix --plan plan.json'."));
    this.clock = clock;
    this.access = access;
  }

  @Override
  void declare(CommandSpec spec) {
    PlanArguments.addTo(spec);
    spec.addOption(
        HostArguments.one(
            "Capture, or directory with the files of a host (default: this machine)."));
    spec.addOption(
        OptionSpecs.output("Save the plan as JSON, for fix --plan FILE (default: not saved)."));
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    OutputTargets targets = OutputTargets.ofPlain(arguments, terminal);
    String color = arguments.color();
    Optional<OutputFile> file =
        arguments.text("-o").map(name -> OutputFile.ofOwner(name, targets.trust()).check());
    Host host = HostArguments.host(arguments, terminal);
    PlanOptions options =
        PlanArguments.of(
            arguments,
            CommonOptions.of(arguments),
            HostArguments.instructions(host, terminal),
            clock);
    boolean live = host.source().isThisMachine();
    List<UnfinishedRun> unfinished =
        live && MachineAccess.isRoot() // only root can read them
            ? access.read(terminal, RunStore::unfinished).orElse(List.of())
            : List.of();
    HostReport before = options.check().of(host);
    FixPlan plan = options.plan(host, before, unfinished);
    String json = PlanJson.plan(plan, before, options.parameters());
    file.ifPresent(out -> out.write(json.getBytes(StandardCharsets.UTF_8), "plan"));
    targets.write(
        terminal,
        color,
        (format, style) ->
            format.equals("json")
                ? json
                : new PlanText(style, arguments.has(PlanArguments.VERBOSE))
                    .withNextCommands(plan, before, arguments.repeated(), arguments.text("-o")));
    if (live && !MachineAccess.isRoot()) {
      terminal.warn("fix must run as root: sudo hostready fix");
    }
    return plan.isEmpty() ? ExitCode.READY : ExitCode.NOT_READY;
  }
}
