package io.hostready.cli;

import io.hostready.capture.HostOpener;
import io.hostready.capture.OpenedHost;
import io.hostready.host.Host;
import io.hostready.host.RootTrust;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.run.FleetCheck;
import io.hostready.run.HostAccess;
import io.hostready.run.HostCheck;
import io.hostready.run.HostReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready check}: checks hosts and reports; changes nothing. */
final class CheckCommand extends Subcommand {

  private final Clock clock;

  CheckCommand(Clock clock) {
    super(
        "check",
        "Check the host and report; changes nothing",
        new Example("hostready check", "Check whether this host is ready for Docker."),
        new Example(
            "hostready check --pack kubernetes-node --format html=report.html",
            "Check for Kubernetes, and write the report as a page for a browser."));
    this.clock = clock;
  }

  @Override
  void declare(CommandSpec spec) {
    CommonOptions.addTo(spec);
    OptionSpecs.addRuleNames(spec);
    spec.addOption(
        HostArguments.several(
            "Capture, or directory with the files of a host; several can follow, such as"
                + " captures/*.host.gz (default: this machine)."));
    OptionSpecs.addReportFormats(spec);
    spec.addOption(ExitCodes.option());
    spec.addOption(CheckArguments.failOn(Level.REQUIRED.id()));
    spec.addOption(
        OptionSpecs.flag(
            "Also run the proofs: functional tests in temporary namespaces of this machine. Needs"
                + " root.",
            "--prove"));
    spec.addOption(
        OptionSpecs.flag(
            "In text: print every rule with what was found, and in which file. In"
                + " prometheus: write every rule.",
            "-v",
            "--verbose"));
    spec.addOption(
        OptionSpecs.text(
            "--waivers",
            "FILE",
            "Accepted failures: rule, reason, until, and host if not for all (default: none)."));
    OptionSpecs.addColor(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    ExitCodes.check(arguments);
    CommonOptions common = CommonOptions.of(arguments);
    OutputTargets targets =
        OutputTargets.ofReports(arguments, terminal).repeating(arguments.repeated());
    String color = arguments.color();
    List<String> paths = HostArguments.paths(arguments);
    Host instructions =
        paths.isEmpty()
            ? InputFiles.forThisMachine(terminal.environment())
            : InputFiles.ofAnyUser();
    RuleBook book = common.book(instructions);
    HostCheck rules = CheckArguments.of(arguments, common, book, instructions, clock);
    HostCheck check = targets.haveInventory() ? rules.withInventory() : rules;
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    try (ReportOutput output = new ReportOutput(targets, terminal, color)) {
      if (paths.size() > 1) {
        return output.addAll(new FleetCheck(paths, check, new HostAccess.Files(trust)));
      }
      HostReport report =
          check.of(paths.isEmpty() ? OpenedHost.live() : HostOpener.open(paths.getFirst(), trust));
      output.add(report);
      output.end();
      return ExitCode.of(report.outcome());
    }
  }
}
