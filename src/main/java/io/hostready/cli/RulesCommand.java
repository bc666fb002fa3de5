package io.hostready.cli;

import java.util.List;

/** {@code hostready rules}: the commands about rules. */
final class RulesCommand extends CommandGroup {

  RulesCommand() {
    super(
        "rules",
        "Search, explain, validate, test, publish and pack rules",
        List.of(
            new RulesListCommand(),
            new RulesShowCommand(),
            new RulesLintCommand(),
            new RulesTestCommand(),
            new RulesKindsCommand(),
            new RulesSchemaCommand(),
            new RulesSiteCommand(),
            new RulesPackCommand()),
        new Example("hostready rules list mtu", "Find the rules about the MTU."),
        new Example("hostready rules show iptables-command-present", "Explain one rule."));
  }
}
