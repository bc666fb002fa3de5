package io.hostready.cli;

import io.hostready.text.Quoted;
import io.hostready.yaml.Suggestion;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command's words in our own sentences, picocli's where they do. */
final class UsageMessages {

  private UsageMessages() {}

  static String sentence(ParameterException wrong) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    String help = " Run '" + spec.name() + " --help'.";
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
    return Quoted.of(name)
        + " is no option of '"
        + spec.name()
        + "'."
        + Suggestion.nearest(name, known).map(near -> " Did you mean '" + near + "'?").orElse("")
        + help;
  }

  private static String tooMany(String word, CommandSpec spec, String help) {
    return Quoted.of(word) + " is one word too many for '" + spec.name() + "'." + help;
  }
}
