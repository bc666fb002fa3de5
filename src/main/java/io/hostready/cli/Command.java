package io.hostready.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One word after {@code hostready}. Its options are declared only when it is the one asked for. */
interface Command {

  String name();

  /** One line for the overview. */
  String summary();

  /**
   * Told of the command line before it is read: what will be needed however it reads may begin.
   * Must not do anything that a wrong command line should have kept from being done.
   *
   * @param words what follows the command's name
   */
  default void prepare(List<String> words) {}

  /** The command's options and parameters. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @throws UsageError when options contradict each other or name what is not there
   */
  ExitCode run(ParseResult options, Terminal terminal);
}
