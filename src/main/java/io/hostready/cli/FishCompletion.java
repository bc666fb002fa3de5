package io.hostready.cli;

import io.hostready.cli.CompletionValues.Named;
import io.hostready.cli.CompletionValues.Words;
import io.hostready.rule.RuleBook;
import io.hostready.rule.ShippedRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
          set -l at 2
          while contains -- "$command" %s; and set -q words[$at]
              set command "$command $words[$at]"
              set at (math $at + 1)
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
            String.join(" ", groups("", commands))));
    complete("", "-l version", "Print the version");
    complete("", "-s h -l help", "Show this help");
    for (Subcommand command : commands) {
      write("", command, command.spec());
    }
  }

  /** The commands that have subcommands, each quoted. */
  private static List<String> groups(String above, List<Subcommand> commands) {
    List<String> groups = new ArrayList<>();
    for (Subcommand command : commands) {
      if (!command.subcommands().isEmpty()) {
        groups.add(quoted(above + command.name()));
        groups.addAll(groups(above + command.name() + " ", command.subcommands()));
      }
    }
    return groups;
  }

  private void write(String above, Subcommand command, CommandSpec spec) {
    complete(above, "-a " + command.name(), command.summary());
    String words = (above + " " + command.name()).strip();
    write(words, spec);
    for (Subcommand child : command.subcommands()) {
      write(words, child, spec.subcommands().get(child.name()).getCommandSpec());
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
