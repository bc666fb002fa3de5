package io.hostready.cli;

import io.hostready.report.KindsReference;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules kinds}: the reference of probe kinds and fix kinds. */
final class RulesKindsCommand extends Subcommand {

  RulesKindsCommand() {
    super(
        "kinds",
        "Print the reference of probe kinds and fix kinds",
        new Example("hostready rules kinds", "Print the reference."),
        new Example("hostready rules kinds | less", "Read it in a pager."));
  }

  @Override
  void declare(CommandSpec spec) {}

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    terminal.out().print(KindsReference.text());
    return ExitCode.READY;
  }
}
