package io.hostready.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One word after {@code hostready}. Its options are declared only when it is the one asked for. */
interface Subcommand {

  String name();

  /** One line for the overview. */
  String summary();

  /** The command's options and parameters. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @throws UsageException when options contradict each other or name what is not there
   */
  ExitCode run(ParseResult options, Terminal terminal);
}
