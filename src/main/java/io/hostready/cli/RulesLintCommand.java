package io.hostready.cli;

import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules lint}: reads all rules and packs, and reports every error in them. */
final class RulesLintCommand extends Subcommand {

  RulesLintCommand() {
    super(
        "lint",
        "Validate rules and packs, and report all errors",
        new Example("hostready rules lint --rules my-rules", "Validate a directory of rules."),
        new Example("hostready rules lint", "Validate the shipped rules."));
  }

  @Override
  void declare(CommandSpec spec) {
    CommonOptions.addRules(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    RuleBook book = CommonOptions.of(arguments).book(InputFiles.ofAnyUser());
    for (String pack : book.packs().keySet()) {
      Selection.proving(book, List.of(pack), List.of(), Map.of());
    }
    terminal
        .out()
        .print(book.rules().size() + " rules and " + book.packs().size() + " packs: no errors\n");
    return ExitCode.READY;
  }
}
