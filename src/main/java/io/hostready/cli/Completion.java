package io.hostready.cli;

import io.hostready.report.ReportFormats;
import io.hostready.rule.Level;
import io.hostready.rule.RuleBook;
import io.hostready.rule.ShippedRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion of command lines in bash and zsh, as one script that both read, made of the commands'
 * own options and of the shipped rules and packs: no program starts for it. Source: bash(1),
 * Programmable Completion; zshcompsys(1).
 */
final class Completion {

  private static final String HEAD =
      """
      #compdef hostready
      # Completes hostready's command lines, in bash and in zsh. Made of the program's own options and rules.

      _hostready_rules() {
        %s
      }

      _hostready_packs() {
        %s
      }

      # _hostready_offer COMMAND PREVIOUS: what may stand here, a word a line; @files and @directories for paths.
      _hostready_offer() {
        case $1:$2 in
      """;

  private static final String TAIL =
      """
        esac
      }

      _hostready_bash() {
        local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' offer
        [[ $word != = ]] || word=''
        [[ $previous != = ]] || previous=${COMP_WORDS[COMP_CWORD - 2]}
        ((COMP_CWORD < 2)) || command=${COMP_WORDS[1]}
        ((COMP_CWORD < 3)) || case $command in @groups) command+=" ${COMP_WORDS[2]}" ;; esac
        offer=$(_hostready_offer "$command" "$previous")
        case $offer in
        @files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
        @directories) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
        *) mapfile -t COMPREPLY < <(compgen -W "$offer" -- "$word") ;;
        esac
      }

      _hostready_zsh() {
        local command='' offer
        ((CURRENT < 3)) || command=${words[2]}
        ((CURRENT < 4)) || case $command in @groups) command+=" ${words[3]}" ;; esac
        offer=$(_hostready_offer "$command" "${words[CURRENT - 1]}")
        case $offer in
        @files) _files ;;
        @directories) _files -/ ;;
        *) compadd -- ${(f)offer} ;;
        esac
      }

      if [[ -n ${ZSH_VERSION-} ]]; then
        if [[ ${funcstack[1]-} == _hostready ]]; then _hostready_zsh; else compdef _hostready_zsh hostready; fi
      else
        complete -F _hostready_bash hostready
      fi
      """;

  private Completion() {}

  /** The script for some commands. */
  static String script(List<Subcommand> commands) {
    RuleBook book = ShippedRules.book();
    StringBuilder out =
        new StringBuilder(HEAD.formatted(words(book.ruleNames()), words(book.packs().keySet())));
    List<String> names = new ArrayList<>(commands.stream().map(Subcommand::name).toList());
    names.addAll(List.of("--help", "--version"));
    offer(out, ":*", words(names));
    List<String> groups = new ArrayList<>();
    for (Subcommand command : commands) {
      CommandSpec spec = command.spec();
      offer(out, command.name(), spec);
      spec.subcommands()
          .forEach(
              (child, line) ->
                  offer(out, "'" + command.name() + " " + child + "'", line.getCommandSpec()));
      if (!spec.subcommands().isEmpty()) {
        groups.add(command.name());
      }
    }
    return out.append(TAIL.replace("@groups", String.join(" | ", groups))).toString();
  }

  /** What can follow a command, and each of its options. */
  private static void offer(StringBuilder out, String command, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      if (option.arity().max() > 0) {
        for (String name : option.names()) {
          offer(out, command + ":" + name, values(name, option));
        }
      }
    }
    List<String> here = new ArrayList<>(spec.subcommands().keySet());
    spec.options().forEach(option -> here.add(option.longestName()));
    String offered = words(here);
    for (ArgSpec positional : spec.positionalParameters()) {
      offered += "; " + values("", positional);
    }
    offer(out, command + ":*", offered);
  }

  private static void offer(StringBuilder out, String where, String what) {
    out.append("  ").append(where).append(") ").append(what).append(" ;;\n");
  }

  private static String words(Collection<String> words) {
    return "printf '%s\\n' " + String.join(" ", words);
  }

  /** What completes a value: its candidates, or by the name that the option's help gives it. */
  private static String values(String name, ArgSpec argument) {
    if (argument.completionCandidates() != null) {
      List<String> candidates = new ArrayList<>();
      argument.completionCandidates().forEach(candidates::add);
      return words(candidates);
    }
    if (name.equals("--pack")) {
      return "_hostready_packs";
    }
    return switch (argument.paramLabel()) {
      case "LEVEL" -> words(Level.WORDS);
      case "FORMAT[=FILE]" -> words(ReportFormats.NAMES);
      case "WHEN" -> words(List.of("auto", "always", "never"));
      case "RULE" -> "_hostready_rules";
      case "DIR" -> "echo @directories";
      case "FILE", "PATH" -> "echo @files";
      default -> ":";
    };
  }
}
