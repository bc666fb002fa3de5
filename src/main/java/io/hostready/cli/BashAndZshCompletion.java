package io.hostready.cli;

import io.hostready.cli.CompletionValues.Named;
import io.hostready.cli.CompletionValues.Words;
import io.hostready.report.ReportFormats;
import io.hostready.rule.RuleBook;
import io.hostready.rule.ShippedRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion of command lines in bash and zsh, as one script for both, generated from the commands'
 * own options and from the shipped rules and packs: it starts no program. Source: bash(1),
 * Programmable Completion; zshcompsys(1).
 */
final class BashAndZshCompletion {

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

      _hostready_parameters() {
        %s
      }

      # _hostready_offer COMMAND PREVIOUS: what can follow, a word a line; @files or @directories at the end for paths.
      # PREVIOUS is the option, or what stands before an equals sign.
      _hostready_offer() {
        case $1:$2 in
      """;

  private static final String TAIL =
      """
        esac
      }

      _hostready_bash() {
        local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' offer at=2
        [[ $word != = ]] || word=''
        [[ $previous != = ]] || previous=${COMP_WORDS[COMP_CWORD - 2]}
        ((COMP_CWORD < 2)) || command=${COMP_WORDS[1]}
        while ((at < COMP_CWORD)); do case $command in @groups) command+=" ${COMP_WORDS[at++]}" ;; *) break ;; esac; done
        offer=$(_hostready_offer "$command" "$previous")
        mapfile -t COMPREPLY < <(
          compgen -W "${offer%%@*}" -- "$word"
          case $offer in *@files) compgen -f -- "$word" ;; *@directories) compgen -d -- "$word" ;; esac
        )
        [[ $offer != *@* ]] || compopt -o filenames 2>/dev/null
        [[ ${COMPREPLY[*]-} != *= ]] || compopt -o nospace 2>/dev/null
      }

      _hostready_zsh() {
        local command='' previous=${words[CURRENT - 1]} offer at=3
        local -a all
        ((CURRENT < 3)) || command=${words[2]}
        while ((at < CURRENT)); do case $command in @groups) command+=" ${words[at++]}" ;; *) break ;; esac; done
        if [[ ${words[CURRENT]} == *=* ]]; then
          previous=${${words[CURRENT]%=*}##*=}
          compset -P '*='
        fi
        offer=$(_hostready_offer "$command" "$previous")
        all=(${(f)${offer%%@*}})
        compadd -S '' -- ${(M)all:#*=}
        compadd -- ${all:#*=}
        case $offer in *@files) _files ;; *@directories) _files -/ ;; esac
      }

      if [[ -n ${ZSH_VERSION-} ]]; then
        if [[ ${funcstack[1]-} == _hostready ]]; then _hostready_zsh; else compdef _hostready_zsh hostready; fi
      else
        complete -F _hostready_bash hostready
      fi
      """;

  private final StringBuilder out = new StringBuilder();

  private BashAndZshCompletion() {}

  /** The script for some commands. */
  static String script(List<Subcommand> commands) {
    BashAndZshCompletion script = new BashAndZshCompletion();
    script.write(commands, ShippedRules.book());
    return script.out.toString();
  }

  private void write(List<Subcommand> commands, RuleBook book) {
    Map<String, CompletionValues> parameters = CompletionValues.ofParameters(book);
    out.append(
        HEAD.formatted(
            words(book.ruleNames()),
            words(book.packs().keySet()),
            words(CompletionValues.settings(parameters, false))));
    List<String> names = new ArrayList<>(commands.stream().map(Subcommand::name).toList());
    names.addAll(List.of("--help", "--version"));
    offer(":*", words(names));
    parameters.forEach((name, values) -> offer("*:" + name, values(values)));
    offer("*:" + String.join(" | *:", ReportFormats.NAMES), values(Named.FILES));
    List<String> groups = new ArrayList<>();
    commands.forEach(command -> offer(command.name(), command.spec(), groups));
    out.append(TAIL.replace("@groups", String.join(" | ", groups)));
  }

  /** What can follow a command, and the subcommands of a group. */
  private void offer(String words, CommandSpec spec, List<String> groups) {
    String pattern = words.contains(" ") ? "'" + words + "'" : words;
    offer(pattern, spec);
    if (!spec.subcommands().isEmpty()) {
      groups.add(pattern);
    }
    spec.subcommands()
        .forEach((child, line) -> offer(words + " " + child, line.getCommandSpec(), groups));
  }

  /** What can follow a command, and each of its options. */
  private void offer(String command, CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      if (option.arity().max() > 0) {
        for (String name : option.names()) {
          offer(command + ":" + name, values(CompletionValues.of(option)));
        }
      }
    }
    List<String> here = new ArrayList<>(spec.subcommands().keySet());
    spec.options().forEach(option -> here.add(option.longestName()));
    String offered = words(here);
    for (ArgSpec positional : spec.positionalParameters()) {
      offered += "; " + values(CompletionValues.of(positional));
    }
    offer(command + ":*", offered);
  }

  private void offer(String where, String what) {
    out.append("  ").append(where).append(") ").append(what).append(" ;;\n");
  }

  private static String words(Collection<String> words) {
    return "printf '%s\\n' " + String.join(" ", words);
  }

  private static String values(CompletionValues values) {
    return switch (values) {
      case Words(List<String> words) -> words(words);
      case Named.RULES -> "_hostready_rules";
      case Named.PACKS -> "_hostready_packs";
      case Named.PARAMETERS -> "_hostready_parameters";
      case Named.FILES -> "echo @files";
      case Named.DIRECTORIES -> "echo @directories";
      case Named.NOTHING -> ":";
    };
  }
}
