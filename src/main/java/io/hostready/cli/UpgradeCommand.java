package io.hostready.cli;

import io.hostready.capture.HostOpener;
import io.hostready.capture.OpenedHost;
import io.hostready.host.Host;
import io.hostready.host.RootTrust;
import io.hostready.report.RepeatedArguments;
import io.hostready.report.UpgradeHtml;
import io.hostready.report.UpgradeJson;
import io.hostready.report.UpgradeText;
import io.hostready.rule.DockerReleases;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.run.HostCheck;
import io.hostready.run.Outcome;
import io.hostready.run.UpgradeCheck;
import io.hostready.run.UpgradeFleet;
import io.hostready.run.UpgradeReport;
import io.hostready.text.Quoted;
import io.hostready.text.VersionNumber;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready upgrade}: which versions of Docker a host can run; changes nothing. */
final class UpgradeCommand extends Subcommand {

  /** The formats, of which the page has a matrix of hosts by versions. */
  static final List<String> FORMATS = List.of("text", "json", "html");

  private static final String TO = "--to";

  /** The pack with the rule that Docker's packages are on hold. */
  private static final String HOLD_PACK = "docker-hold";

  private final Clock clock;

  UpgradeCommand(Clock clock) {
    super(
        "upgrade",
        "Rehearse an upgrade of Docker on this host; changes nothing",
        new Example("hostready upgrade", "Judge the version that the package lists offer."),
        new Example(
            "hostready upgrade --to 29 --host captures/*.host.gz --format html=upgrade.html",
            "Judge many hosts, and write a page with hosts by versions."));
    this.clock = clock;
  }

  @Override
  void declare(CommandSpec spec) {
    spec.addOption(
        OptionSpecs.text(
            TO,
            "VERSION",
            "Version to judge, such as 29 (its newest known release) or 28.5.2 (default: the one in"
                + " the lists of apt or dnf, else the newest known release)."));
    CommonOptions.addTo(spec);
    spec.addOption(
        HostArguments.several(
            "Capture, or directory with the files of a host; several can follow, such as"
                + " captures/*.host.gz (default: this machine)."));
    OptionSpecs.addFormats(spec, FORMATS);
    spec.addOption(CheckArguments.failOn(Level.REQUIRED.id()));
    spec.addOption(
        OptionSpecs.text(
            "--waivers", "FILE", "Accepted failures, which block no version (default: none)."));
    OptionSpecs.addColor(spec);
  }

  @Override
  Optional<String> exitCodes() {
    return Optional.of("0: the version runs; 1: a rule blocks it; 3: a rule could not be checked");
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    CommonOptions common = CommonOptions.of(arguments);
    if (common.parameters().containsKey(DockerReleases.VERSION)) {
      throw new UsageException("--set docker-version with upgrade: use --to VERSION");
    }
    Optional<VersionNumber> requested = arguments.text(TO).map(UpgradeCommand::version);
    OutputTargets targets = OutputTargets.of(arguments, FORMATS, terminal);
    String color = arguments.color();
    List<String> paths = HostArguments.paths(arguments);
    Host instructions =
        paths.isEmpty()
            ? InputFiles.forThisMachine(terminal.environment())
            : InputFiles.ofAnyUser();
    RuleBook book = common.book(instructions);
    HostCheck check = CheckArguments.of(arguments, common, book, instructions, clock);
    if (!UpgradeCheck.isPossible(check.selection())) {
      throw new UsageException(
          "pack '"
              + String.join("', '", common.packs())
              + "' does not depend on the version of Docker: use --pack docker-engine");
    }
    UpgradeCheck upgrade =
        new UpgradeCheck(
            check,
            Selection.of(book, List.of(HOLD_PACK), List.of(), Map.of()),
            DockerReleases.shipped(),
            requested);
    Optional<RootTrust> trust = RootTrust.ofReports(terminal.environment());
    List<UpgradeReport> reports = new ArrayList<>();
    boolean areAllOpened = true;
    if (paths.size() > 1) {
      areAllOpened =
          rehearse(
              new UpgradeFleet(paths, upgrade, path -> HostOpener.open(path, trust)),
              targets,
              terminal,
              reports);
    } else {
      reports.add(
          upgrade.of(
              paths.isEmpty() ? OpenedHost.live() : HostOpener.open(paths.getFirst(), trust)));
    }
    RepeatedArguments repeated = arguments.repeated();
    targets.write(
        terminal,
        color,
        (format, style) ->
            switch (format) {
              case "json" -> UpgradeJson.of(reports, Installation.version());
              case "html" -> UpgradeHtml.of(reports);
              default -> new UpgradeText(style, repeated).of(reports);
            });
    return areAllOpened ? exitCode(reports) : ExitCode.WRONG_INPUT;
  }

  private static VersionNumber version(String text) {
    if (!text.matches("\\d{1,4}(\\.\\d{1,4}){0,3}")) {
      throw new UsageException(
          "invalid --to " + Quoted.of(text) + ": use a version of Docker such as 29 or 28.5.2");
    }
    VersionNumber version = VersionNumber.parse(text);
    DockerReleases releases = DockerReleases.shipped();
    if (releases.isAfterAll(version)) {
      throw new UsageException(
          "invalid --to "
              + Quoted.of(text)
              + ": this hostready has the releases of Docker up to "
              + releases.newest()
              + "; use one of these, or a newer hostready");
    }
    return version;
  }

  /** Whether the files of all hosts could be opened. */
  private static boolean rehearse(
      UpgradeFleet fleet, OutputTargets targets, Terminal terminal, List<UpgradeReport> reports) {
    boolean isElsewhere = !targets.useStandardOutput();
    try (Progress progress =
        new Progress(terminal, isElsewhere, fleet.paths().size(), "hosts", System::nanoTime)) {
      fleet.run(
          rehearsed -> {
            progress.pause(() -> rehearsed.wrong().ifPresent(terminal::refuse));
            rehearsed.report().ifPresent(reports::add);
            progress.step(rehearsed.path());
          });
    }
    return reports.size() == fleet.paths().size();
  }

  private static ExitCode exitCode(List<UpgradeReport> reports) {
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    reports.forEach(report -> outcomes.add(report.outcome()));
    return ExitCode.of(Outcome.worst(outcomes));
  }
}
