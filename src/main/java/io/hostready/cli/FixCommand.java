package io.hostready.cli;

import io.hostready.host.Host;
import io.hostready.report.FixText;
import io.hostready.report.PlanJson;
import io.hostready.run.FixOutcome;
import io.hostready.run.FixRun;
import io.hostready.run.PlanOptions;
import io.hostready.run.SavedPlan;
import io.hostready.yaml.InvalidInput;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code hostready fix}: makes the changes, checks the same rules again, keeps a journal. */
final class FixCommand implements Subcommand {

  private final Clock clock;
  private final MachineAccess access;

  FixCommand(Clock clock, MachineAccess access) {
    this.clock = clock;
    this.access = access;
  }

  @Override
  public String name() {
    return "fix";
  }

  @Override
  public String summary() {
    return "make the changes, check the same rules again, keep a journal";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommonOptions.spec("hostready fix");
    PlanArguments.addTo(spec);
    spec.addOption(OptionSpec.builder("--yes", "-y").description("Do not ask.").build());
    spec.addOption(
        OptionSpec.builder("--no-prove")
            .description("After changes, look at the rules again only, and run none of the proofs.")
            .build());
    spec.addOption(
        PlanArguments.word(
            "--plan", "FILE", null, "Do exactly what a saved plan says, or nothing."));
    return spec;
  }

  @Override
  public ExitCode run(ParseResult options, Terminal terminal) {
    OutputTargets targets =
        OutputTargets.ofPlain(CommonOptions.texts(options, "--format"), terminal);
    String color = CommonOptions.color(options);
    Optional<String> file = Optional.ofNullable(options.matchedOptionValue("--plan", null));
    MachineAccess.requireRoot();
    Map<String, String> environment = terminal.environment();
    Optional<SavedPlan> saved = file.map(name -> savedPlan(name, environment));
    PlanOptions planOptions = planOptions(options, saved, Instructions.forThisMachine(environment));
    boolean runsProofs = !options.hasMatchedOption("--no-prove");
    if (!runsProofs && planOptions.check().proves()) {
      throw new UsageException(
          "--prove and --no-prove contradict each other; expected one of them.");
    }
    boolean asks = !options.hasMatchedOption("--yes") && saved.isEmpty();
    if (asks && !Terminal.isTerminal(0)) {
      throw new UsageException(
          "there is no terminal to ask on; expected --yes, or --plan FILE with a plan that somebody"
              + " read. Run 'hostready plan' first.");
    }
    String tool = "hostready " + Installation.version();
    return access.exclusively(
        terminal,
        machine ->
            new FixRun(
                    machine, clock, tool, MachineAccess.progress(terminal), planOptions, runsProofs)
                .run(saved, new FixDialog(terminal, targets, color, planOptions, asks))
                .map(outcome -> report(outcome, targets, color, terminal))
                .orElse(ExitCode.NOT_READY));
  }

  private static SavedPlan savedPlan(String file, Map<String, String> environment) {
    String path = Path.of(file).toAbsolutePath().toString();
    return SavedPlan.read(file, path, Instructions.plan(environment));
  }

  private PlanOptions planOptions(
      ParseResult options, Optional<SavedPlan> saved, Host instructions) {
    CommonOptions given = CommonOptions.of(options);
    if (saved.isEmpty()) {
      return PlanArguments.of(options, given, instructions, clock);
    }
    SavedPlan plan = saved.get();
    try {
      return PlanArguments.of(
          options, given.with(plan.packs(), plan.parameters(), plan.rules()), instructions, clock);
    } catch (InvalidInput wrong) {
      if (plan.unknownRules().isPresent()) {
        throw plan.unknownRules().get();
      }
      throw wrong;
    }
  }

  private static ExitCode report(
      FixOutcome outcome, OutputTargets targets, String color, Terminal terminal) {
    targets.write(
        terminal,
        color,
        (format, palette) ->
            format.equals("json") ? PlanJson.fix(outcome) : FixText.of(outcome, palette));
    outcome.messages().forEach(terminal::warn);
    return outcome.outcome().map(ExitCode::of).orElse(ExitCode.FAILED);
  }
}
