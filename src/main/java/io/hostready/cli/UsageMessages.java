package io.hostready.cli;

import io.hostready.text.Joined;
import io.hostready.text.Quoted;
import io.hostready.yaml.Suggestion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes errors in a command's arguments in our own sentences, otherwise in picocli's. */
final class UsageMessages {

  private UsageMessages() {}

  /** The help of the command for which the user requested help, if any. */
  static Optional<String> help(CommandLine line) {
    for (CommandLine each = line; each != null; each = subcommand(each)) {
      if (each.isUsageHelpRequested()) {
        each.setSeparator(" "); // an option and its value: -o FILE
        return Optional.of(each.getUsageMessage(CommandLine.Help.Ansi.OFF));
      }
    }
    return Optional.empty();
  }

  private static @Nullable CommandLine subcommand(CommandLine line) {
    ParseResult inner = line.getParseResult().subcommand();
    return inner == null ? null : inner.commandSpec().commandLine();
  }

  static String sentence(ParameterException wrong) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    String help = " Run '" + spec.qualifiedName() + " --help'.";
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().getFirst();
      return word.startsWith("-") ? unknownOption(word, spec, help) : tooMany(word, spec, help);
    }
    String message = String.valueOf(wrong.getMessage()).replaceAll("\\.$", "");
    return message.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
        + message.substring(1)
        + "."
        + help;
  }

  private static String unknownOption(String word, CommandSpec spec, String help) {
    String name = word.split("=", 2)[0];
    List<String> known = List.copyOf(spec.optionsMap().keySet());
    return "unknown option "
        + Quoted.of(name)
        + " of '"
        + spec.qualifiedName()
        + "'."
        + Suggestion.nearest(name, known).map(near -> " Did you mean '" + near + "'?").orElse("")
        + help;
  }

  private static String tooMany(String word, CommandSpec spec, String help) {
    List<String> commands = List.copyOf(spec.subcommands().keySet());
    if (!commands.isEmpty()) {
      return "unknown command "
          + Quoted.of(word)
          + " after '"
          + spec.qualifiedName()
          + "': use "
          + Joined.or(commands)
          + "."
          + Suggestion.nearest(word, commands)
              .map(near -> " Did you mean '" + near + "'?")
              .orElse(help);
    }
    return "unexpected argument " + Quoted.of(word) + " of '" + spec.qualifiedName() + "'." + help;
  }
}
