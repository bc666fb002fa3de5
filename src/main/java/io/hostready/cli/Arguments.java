package io.hostready.cli;

import io.hostready.report.RepeatedArguments;
import io.hostready.text.Joined;
import io.hostready.text.Quoted;
import io.hostready.text.SafeText;
import io.hostready.text.ShellWords;
import io.hostready.yaml.Suggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The arguments of a command line, by option. */
record Arguments(ParseResult parsed) {

  /** Options of check, plan and fix that decide what is checked and what is fixed. */
  private static final Set<String> REPEATED =
      Set.of(
          "--pack",
          "--rules",
          "--rules-key",
          "--set",
          "--fail-on",
          "--prove",
          "--waivers",
          "--level",
          "--allow-risk");

  boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(parsed.<String>matchedOptionValue(option, null));
  }

  /** The values of an option that can be given several times. */
  List<String> texts(String option) {
    return has(option) ? strings(parsed.matchedOption(option)) : List.of();
  }

  /** One of a few values; the first if none is given. */
  String choice(String option, List<String> known) {
    return choice(option, known, known.getFirst());
  }

  /**
   * One of a few values.
   *
   * @throws UsageException for any other
   */
  String choice(String option, List<String> known, String defaultValue) {
    String word = text(option).orElse(defaultValue);
    if (!known.contains(word)) {
      throw new UsageException(
          "invalid "
              + option
              + " "
              + Quoted.of(word)
              + ": use "
              + Joined.or(known)
              + Suggestion.nearest(word, known)
                  .map(near -> ". Did you mean '" + near + "'?")
                  .orElse(""));
    }
    return word;
  }

  /** Whether to color a text: auto, always or never. */
  String color() {
    return choice("--color", OptionSpecs.COLORS);
  }

  /** What the next commands of a text repeat: the rules, and the options that judge a host. */
  RepeatedArguments repeated() {
    StringBuilder options = new StringBuilder();
    for (OptionSpec option : new LinkedHashSet<>(parsed.matchedOptions())) {
      if (REPEATED.contains(option.longestName())) {
        if (option.arity().max() == 0) {
          options.append(' ').append(option.longestName());
        }
        for (String value : strings(option)) {
          String words = ShellWords.joined(List.of(option.longestName(), value));
          options.append(' ').append(SafeText.line(words));
        }
      }
    }
    return new RepeatedArguments(options.toString(), words());
  }

  /** The positional arguments. */
  List<String> words() {
    List<PositionalParamSpec> declared = parsed.commandSpec().positionalParameters();
    return declared.isEmpty() ? List.of() : strings(declared.getFirst());
  }

  /** The arguments after the name of a subcommand; empty if the user gave none. */
  Optional<Arguments> subcommand() {
    return Optional.ofNullable(parsed.subcommand()).map(Arguments::new);
  }

  /** The positional argument of a command that takes one. */
  Optional<String> id() {
    return parsed.matchedPositionals().stream().findFirst().map(word -> word.<String>getValue());
  }

  /** The values of an argument, which is declared as a string or a list of strings. */
  static List<String> strings(ArgSpec argument) {
    return switch (argument.<@Nullable Object>getValue()) {
      case String word -> List.of(word);
      case List<?> values -> values.stream().map(String.class::cast).toList();
      case null, default -> List.of();
    };
  }
}
