package io.hostready.cli;

import picocli.CommandLine.Model.CommandSpec;

/** One word after {@code hostready}. Its options are declared only when it is the one asked for. */
abstract class Subcommand {

  private final String name;
  private final String summary;

  /**
   * A command.
   *
   * @param summary one line for the overview
   */
  Subcommand(String name, String summary) {
    this.name = name;
    this.summary = summary;
  }

  final String name() {
    return name;
  }

  final String summary() {
    return summary;
  }

  /** The command's options and parameters. */
  final CommandSpec spec() {
    CommandSpec spec = OptionSpecs.command("hostready " + name);
    declare(spec);
    return spec;
  }

  /** Declares them. */
  abstract void declare(CommandSpec spec);

  /**
   * Does it.
   *
   * @throws UsageException when options contradict each other or name what is not there
   */
  abstract ExitCode run(Arguments arguments, Terminal terminal);
}
