package io.hostready.cli;

import io.hostready.report.RuleDescription;
import io.hostready.rule.Selection;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules show}: one rule as a page. */
final class RulesShowCommand extends Subcommand {

  RulesShowCommand() {
    super(
        "show",
        "Explain a rule: what it checks, why, how to fix it",
        new Example("hostready rules show docker-daemon-running", "Explain one rule."),
        new Example(
            "hostready rules show docker-min-api-version-compatible --set docker-version=24",
            "Explain the rule for an older Docker."));
  }

  @Override
  void declare(CommandSpec spec) {
    spec.addPositional(OptionSpecs.argument("RULE", "1", "Id of the rule."));
    CommonOptions.addTo(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    CommonOptions common = CommonOptions.of(arguments);
    Selection selection = common.proving(common.book(InputFiles.ofAnyUser()));
    terminal.out().print(RuleDescription.of(selection.rules().getFirst(), selection.defaults()));
    return ExitCode.READY;
  }
}
