package io.hostready.cli;

import io.hostready.capture.HostOpener;
import io.hostready.capture.OpenedHost;
import io.hostready.host.Host;
import io.hostready.host.RootTrust;
import io.hostready.rule.Level;
import io.hostready.run.FleetCheck;
import io.hostready.run.HostCheck;
import io.hostready.run.HostReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready check}: looks, judges, reports; changes nothing. */
final class CheckCommand extends Subcommand {

  private final Clock clock;

  CheckCommand(Clock clock) {
    super("check", "look, judge, report; changes nothing on the host");
    this.clock = clock;
  }

  @Override
  void declare(CommandSpec spec) {
    CommonOptions.addTo(spec);
    OptionSpecs.addRuleNames(spec);
    spec.addOption(
        HostArguments.several(
            "Judge a capture, another text of a host, or a directory with its files, instead of"
                + " this machine; several may follow, such as captures/*.host.gz."));
    OptionSpecs.addReportFormats(spec);
    spec.addOption(
        OptionSpecs.text(
            "--fail-on",
            "LEVEL",
            "The weakest level whose failure makes the host not ready: "
                + String.join(", ", Level.WORDS)
                + "."));
    spec.addOption(
        OptionSpecs.flag(
            "Also run the proofs: rules that try the thing in throw-away namespaces of this machine"
                + " instead of reading about it. Needs root.",
            "--prove"));
    spec.addOption(
        OptionSpecs.flag("In the text, show for every rule what was found and read.", "--verbose"));
    spec.addOption(
        OptionSpecs.text(
            "--waivers",
            "FILE",
            "Accepted failures: rule, reason, until, and host where it is not all."));
    OptionSpecs.addColor(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    CommonOptions common = CommonOptions.of(arguments);
    OutputTargets targets = OutputTargets.ofReports(arguments, terminal);
    String color = arguments.color();
    List<String> paths = HostArguments.paths(arguments);
    Host instructions =
        paths.isEmpty()
            ? Instructions.forThisMachine(terminal.environment())
            : Instructions.ofAnybody();
    HostCheck rules = CheckArguments.of(arguments, common, instructions, clock);
    HostCheck check = targets.haveInventory() ? rules.withInventory() : rules;
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    try (ReportOutput output = new ReportOutput(targets, terminal, color)) {
      if (paths.size() > 1) {
        FleetCheck fleet = new FleetCheck(paths, check, path -> HostOpener.open(path, trust));
        return output.addAll(fleet);
      }
      HostReport report =
          check.of(paths.isEmpty() ? OpenedHost.live() : HostOpener.open(paths.getFirst(), trust));
      output.add(report);
      output.end();
      return ExitCode.of(report.outcome());
    }
  }
}
