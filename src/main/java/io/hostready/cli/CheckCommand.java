package io.hostready.cli;

import io.hostready.capture.HostOpener;
import io.hostready.capture.OpenedHost;
import io.hostready.host.Host;
import io.hostready.host.RootTrust;
import io.hostready.report.ReportFormats;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleId;
import io.hostready.run.FleetCheck;
import io.hostready.run.FleetComparison;
import io.hostready.run.HostAccess;
import io.hostready.run.HostCheck;
import io.hostready.run.HostReport;
import io.hostready.run.SshHosts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    SshArguments.addTo(spec);
    OptionSpecs.addReportFormats(spec);
    spec.addOption(ExitCodes.option());
    spec.addOption(CheckArguments.failOn(Level.REQUIRED.id()));
    Against.declare(
        spec,
        "In text: print what is new, changed, fixed and gone instead of the report. Other formats"
            + " have the whole report, as the next OLD.");
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
    boolean isBySsh = SshArguments.areGiven(arguments);
    // Commands of rules are run here or, by ssh, with the rights of this user on other hosts.
    Host instructions =
        paths.isEmpty()
            ? InputFiles.forThisMachine(terminal.environment())
            : InputFiles.ofAnyUser();
    RuleBook book = common.book(instructions);
    HostCheck rules = CheckArguments.of(arguments, common, book, instructions, clock);
    HostCheck check = targets.haveInventory() ? rules.withInventory() : rules;
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    List<String> ofSsh = isBySsh ? SshArguments.hosts(arguments, instructions, book) : List.of();
    FleetComparison.Scope scope =
        new FleetComparison.Scope(namedRules(arguments, check), paths.size() + ofSsh.size() > 1);
    Optional<Against> against =
        Against.read(arguments, targets, terminal, scope, Optional.of(check.failOn()));
    try (ReportOutput output =
        against.isPresent()
            ? new ReportOutput(
                targets,
                terminal,
                color,
                against.get().inText(ReportFormats::open),
                report -> against.get().add("", report))
            : new ReportOutput(targets, terminal, color)) {
      if (isBySsh || paths.size() > 1) {
        FleetCheck fleet =
            isBySsh
                ? new FleetCheck(ofSsh, check, ssh(arguments, common, book, terminal))
                : new FleetCheck(paths, check, new HostAccess.Files(trust));
        ExitCode whole = output.addAll(fleet);
        return against.map(comparison -> comparison.exitCode(whole)).orElse(whole);
      }
      HostReport report =
          check.of(paths.isEmpty() ? OpenedHost.live() : HostOpener.open(paths.getFirst(), trust));
      output.add(report);
      output.end();
      ExitCode whole = ExitCode.of(report.outcome());
      return against.map(comparison -> comparison.exitCode(whole)).orElse(whole);
    }
  }

  /** The rules that the user named, to which a comparison is limited. */
  private static Set<RuleId> namedRules(Arguments arguments, HostCheck check) {
    return arguments.words().isEmpty()
        ? Set.of()
        : check.selection().rules().stream().map(Rule::id).collect(Collectors.toSet());
  }

  private SshHosts ssh(
      Arguments arguments, CommonOptions common, RuleBook book, Terminal terminal) {
    return SshArguments.access(
        arguments, terminal.environment(), common.capture(book, clock, false));
  }
}
