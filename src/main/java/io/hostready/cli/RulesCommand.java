package io.hostready.cli;

import io.hostready.text.Joined;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules}: the commands about rules. */
final class RulesCommand extends Subcommand {

  private final List<Subcommand> subcommands =
      List.of(
          new RulesListCommand(),
          new RulesShowCommand(),
          new RulesLintCommand(),
          new RulesTestCommand(),
          new RulesKindsCommand(),
          new RulesSchemaCommand(),
          new RulesSiteCommand());

  RulesCommand() {
    super(
        "rules",
        "Search, explain, validate, test and publish rules",
        new Example("hostready rules list mtu", "Find the rules about the MTU."),
        new Example("hostready rules show iptables-command-present", "Explain one rule."));
  }

  @Override
  List<Subcommand> subcommands() {
    return subcommands;
  }

  @Override
  void declare(CommandSpec spec) {
    spec.usageMessage()
        .customSynopsis("Usage: hostready rules COMMAND [OPTIONS]")
        .synopsisHeading("")
        .commandListHeading("%nCommands ('hostready rules COMMAND --help' has the options):%n");
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    Optional<Arguments> inner = arguments.subcommand();
    if (inner.isEmpty()) {
      throw new UsageException(
          "missing command after 'rules': use " + names() + ". Run 'hostready rules --help'.");
    }
    String name = inner.get().parsed().commandSpec().name();
    return subcommands.stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow()
        .run(inner.get(), terminal);
  }

  private String names() {
    return Joined.or(subcommands.stream().map(Subcommand::name).toList());
  }
}
