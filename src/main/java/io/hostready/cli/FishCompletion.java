package io.hostready.cli;

import io.hostready.cli.CompletionValues.Named;
import io.hostready.cli.CompletionValues.Words;
import io.hostready.rule.RuleBook;
import io.hostready.rule.ShippedRules;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion of command lines in fish, generated from the commands' own options and from the
 * shipped rules and packs: it starts no program. Source: complete(1) of fish.
 */
final class FishCompletion {

  private static final String HEAD =
      """
      # Completes hostready's command lines in fish. Made of the program's own options and rules.

      function __hostready_rules
          %s
      end

      function __hostready_packs
          %s
      end

      function __hostready_parameters
          %s
      end

      # __hostready_at COMMAND: whether the command line has this command.
      function __hostready_at
          set -l words (commandline -opc)[2..]
          set -l command "$words[1]"
          if contains -- "$command" %s; and set -q words[2]
              set command "$words[1..2]"
          end
          test "$command" = "$argv[1]"
      end

      complete -c hostready -f
      """;

  private final StringBuilder out = new StringBuilder();

  private FishCompletion() {}

  /** The script for some commands. */
  static String script(List<Subcommand> commands) {
    FishCompletion script = new FishCompletion();
    script.write(commands, ShippedRules.book());
    return script.out.toString();
  }

  private void write(List<Subcommand> commands, RuleBook book) {
    out.append(
        HEAD.formatted(
            words(book.ruleNames()),
            words(book.packs().keySet()),
            words(CompletionValues.settings(CompletionValues.ofParameters(book), true)),
            commands.stream()
                .filter(command -> !command.subcommands().isEmpty())
                .map(Subcommand::name)
                .collect(Collectors.joining(" "))));
    complete("", "-l version", "Print the version");
    complete("", "-s h -l help", "Show this help");
    for (Subcommand command : commands) {
      complete("", "-a " + command.name(), command.summary());
      write(command.name(), command.spec());
      for (Subcommand child : command.subcommands()) {
        complete(command.name(), "-a " + child.name(), child.summary());
        CommandSpec spec = command.spec().subcommands().get(child.name()).getCommandSpec();
        write(command.name() + " " + child.name(), spec);
      }
    }
  }

  private void write(String command, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      StringBuilder what = new StringBuilder();
      for (String name : option.names()) {
        what.append(name.startsWith("--") ? "-l " : "-s ").append(name.replaceFirst("^-+", ""));
        what.append(' ');
      }
      String values =
          option.arity().max() == 0
              ? ""
              : CompletionValues.of(option) == Named.FILES
                  ? "-r -F"
                  : "-x " + values(CompletionValues.of(option));
      complete(command, (what + values).strip(), description(option));
    }
    for (ArgSpec positional : spec.positionalParameters()) {
      String values = values(CompletionValues.of(positional));
      if (!values.isEmpty()) {
        complete(command, values, description(positional));
      }
    }
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description()).split(" \\(default|[.;] |[.]$")[0];
  }

  private void complete(String command, String what, String description) {
    out.append("complete -c hostready -n ").append(quoted("__hostready_at \"" + command + "\""));
    out.append(' ').append(what).append(" -d ").append(quoted(description)).append('\n');
  }

  private static String words(Collection<String> words) {
    return "printf '%s\\n' " + String.join(" ", words);
  }

  private static String values(CompletionValues values) {
    return switch (values) {
      case Words(List<String> words) -> "-a " + quoted(String.join(" ", words));
      case Named.RULES -> "-a '(__hostready_rules)'";
      case Named.PACKS -> "-a '(__hostready_packs)'";
      case Named.PARAMETERS -> "-a '(__hostready_parameters)'";
      case Named.FILES -> "-F";
      case Named.DIRECTORIES -> "-a '(__fish_complete_directories)'";
      case Named.NOTHING -> "";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
