package io.hostready.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command after {@code hostready}, or after a command that has subcommands. Its options are
 * declared only if the user requested this command.
 */
abstract class Subcommand {

  /** The maximum width of help, regardless of the terminal's width. */
  static final int WIDTH = 80;

  /** A command line for the help, with a sentence about its effect. */
  record Example(String commandLine, String meaning) {}

  private final String name;
  private final String summary;
  private final List<Example> examples;

  /**
   * A command.
   *
   * @param summary its purpose in one line, without a period
   * @param examples at least two, for its help and the manual page
   */
  Subcommand(String name, String summary, Example... examples) {
    this.name = name;
    this.summary = summary;
    this.examples = List.of(examples);
  }

  final String name() {
    return name;
  }

  final String summary() {
    return summary;
  }

  final List<Example> examples() {
    return examples;
  }

  /** Its subcommands; empty for most commands. */
  List<Subcommand> subcommands() {
    return List.of();
  }

  /** The options and parameters of a command directly after {@code hostready}. */
  final CommandSpec spec() {
    return spec("hostready " + name);
  }

  private CommandSpec spec(String commandName) {
    CommandSpec spec = OptionSpecs.command(commandName);
    spec.usageMessage().width(WIDTH).description(summary + ".").footer(footer());
    spec.usageMessage().optionListHeading("%nOptions:%n").parameterListHeading("%nArguments:%n");
    declare(spec);
    OptionSpecs.addHelp(spec);
    for (Subcommand child : subcommands()) {
      spec.addSubcommand(child.name, new CommandLine(child.spec(child.name), OptionSpecs.FACTORY));
    }
    return spec;
  }

  private String footer() {
    StringBuilder out = new StringBuilder();
    exitCodes().ifPresent(codes -> out.append("%nExit codes:%n  ").append(codes).append("%n"));
    out.append("%nExamples:");
    for (Example example : examples) {
      out.append("%n  ").append(example.commandLine()).append("%n      ").append(example.meaning());
    }
    return out.toString();
  }

  /** Its exit codes in one line of the help, if they need more than the overview's. */
  Optional<String> exitCodes() {
    return Optional.empty();
  }

  /** Declares the options and parameters, except those of every command. */
  abstract void declare(CommandSpec spec);

  /**
   * Runs the command.
   *
   * @throws UsageException if options are contradictory, or name something that does not exist
   */
  abstract ExitCode run(Arguments arguments, Terminal terminal);
}
