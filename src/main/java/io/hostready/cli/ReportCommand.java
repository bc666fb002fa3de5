package io.hostready.cli;

import io.hostready.report.HostTable;
import io.hostready.report.ReportFormats;
import io.hostready.report.ReportWriter;
import io.hostready.rule.Level;
import io.hostready.run.FleetComparison;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code hostready report}: one document from one or many reports that were saved as JSON. A file
 * that is not a report is skipped with a message.
 */
final class ReportCommand extends Subcommand {

  ReportCommand() {
    super(
        "report",
        "Combine saved JSON reports of one or many hosts",
        new Example(
            "hostready report reports/ --format html=all.html",
            "Write the reports in a directory as one page for a browser."),
        new Example("hostready report *.json", "Print a table of hosts."),
        new Example(
            "hostready report today/ --against yesterday/ --fail-on-new",
            "Print what changed; exit with 1 if a failure is new."));
  }

  @Override
  void declare(CommandSpec spec) {
    spec.addPositional(
        OptionSpecs.words(
                "FILE",
                "1..*",
                "Reports of 'check --format json', 'plan' or 'fix', or directories with *.json; -"
                    + " for standard input.")
            .required(true)
            .build());
    OptionSpecs.addReportFormats(spec);
    spec.addOption(ExitCodes.option());
    spec.addOption(CheckArguments.failOn("as in each report"));
    Against.declare(
        spec,
        "Prints what is new, changed, fixed and gone, in text, json, markdown or html, instead of"
            + " the reports.");
    spec.addOption(
        OptionSpecs.flag(
            "In text: print every host in full, with what was found, and in which file. In"
                + " prometheus: write every rule.",
            "-v",
            "--verbose"));
    OptionSpecs.addColor(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    ExitCodes.check(arguments);
    OutputTargets targets = OutputTargets.ofReports(arguments, terminal);
    String color = arguments.color();
    Optional<Level> failOn =
        arguments.has("--fail-on")
            ? Optional.of(Level.of(arguments.choice("--fail-on", Level.WORDS)))
            : Optional.empty();
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    Against.checkFormats(arguments, targets);
    Optional<Against> against =
        Against.read(arguments, targets, terminal, FleetComparison.Scope.ALL, failOn);
    int bad;
    HeapTrimmer heap = new HeapTrimmer();
    ReportFiles files = ReportFiles.besidesOutput(targets);
    try (ReportOutput output =
        new ReportOutput(
            targets,
            terminal,
            color,
            against.map(Against::everywhere).orElse(ReportCommand::writerOfReports))) {
      bad =
          files.read(
              arguments.words(),
              terminal,
              (file, report) -> {
                HostReport judged = failOn.isPresent() ? report.with(failOn.get()) : report;
                outcomes.add(judged.outcome());
                against.ifPresent(comparison -> comparison.add(file, judged));
                output.add(judged);
                heap.start();
              });
      output.end();
    }
    ExitCode whole = bad > 0 ? ExitCode.WRONG_INPUT : ExitCode.of(Outcome.worst(outcomes));
    return against.map(comparison -> comparison.exitCode(whole)).orElse(whole);
  }

  /** Many hosts are a table in text, unless verbose. No next command applies to this machine. */
  private static ReportWriter writerOfReports(String format, ReportWriter.Medium medium) {
    return format.equals("text") && medium.several() && !medium.verbose()
        ? new HostTable(medium)
        : ReportFormats.open(format, medium.withoutNextCommands());
  }
}
