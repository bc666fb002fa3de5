package io.hostready.cli;

import io.hostready.text.Joined;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A command that only has subcommands. */
abstract class CommandGroup extends Subcommand {

  private final String words;
  private final List<Subcommand> subcommands;

  /**
   * A group.
   *
   * @param words its name with those of the groups around it, such as "rules pack"
   */
  CommandGroup(String words, String summary, List<Subcommand> subcommands, Example... examples) {
    super(words.substring(words.lastIndexOf(' ') + 1), summary, examples);
    this.words = words;
    this.subcommands = List.copyOf(subcommands);
  }

  @Override
  final List<Subcommand> subcommands() {
    return subcommands;
  }

  @Override
  final void declare(CommandSpec spec) {
    spec.usageMessage()
        .customSynopsis("Usage: hostready " + words + " COMMAND [OPTIONS]")
        .synopsisHeading("")
        .commandListHeading(
            "%nCommands ('hostready " + words + " COMMAND --help' has the options):%n");
  }

  @Override
  final ExitCode run(Arguments arguments, Terminal terminal) {
    Optional<Arguments> inner = arguments.subcommand();
    if (inner.isEmpty()) {
      throw new UsageException(
          "missing command after '"
              + words
              + "': use "
              + Joined.or(subcommands.stream().map(Subcommand::name).toList())
              + ". Run 'hostready "
              + words
              + " --help'.");
    }
    String name = inner.get().parsed().commandSpec().name();
    return subcommands.stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow()
        .run(inner.get(), terminal);
  }
}
