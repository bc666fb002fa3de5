package io.hostready.cli;

import io.hostready.rule.ParameterDeclaration;
import io.hostready.rule.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.ArgSpec;

/** The values that a shell offers for an option or argument. */
sealed interface CompletionValues {

  /** One of these. */
  record Words(List<String> words) implements CompletionValues {

    public Words {
      words = List.copyOf(words);
    }
  }

  /** Values that many options share, or that the shell itself has. */
  enum Named implements CompletionValues {
    NOTHING,
    FILES,
    DIRECTORIES,
    RULES,
    PACKS,
    /** NAME=VALUE of {@link #ofParameters}. */
    PARAMETERS
  }

  /** The candidates that were declared, otherwise those for its label in the help. */
  static CompletionValues of(ArgSpec argument) {
    if (argument.completionCandidates() != null) {
      List<String> candidates = new ArrayList<>();
      argument.completionCandidates().forEach(candidates::add);
      return new Words(candidates);
    }
    return switch (argument.paramLabel()) {
      case "RULE" -> Named.RULES;
      case "NAME" -> Named.PACKS;
      case "NAME=VALUE" -> Named.PARAMETERS;
      case "DIR" -> Named.DIRECTORIES;
      case "FILE", "PATH", "OLD" -> Named.FILES;
      default -> Named.NOTHING;
    };
  }

  /** The parameters of all packs with the values that each can have, by name. */
  static Map<String, CompletionValues> ofParameters(RuleBook book) {
    Map<String, CompletionValues> parameters = new TreeMap<>();
    book.packs().values().stream()
        .flatMap(pack -> pack.parameters().stream())
        .forEach(declared -> parameters.put(declared.name(), of(declared)));
    return parameters;
  }

  private static CompletionValues of(ParameterDeclaration declared) {
    return switch (declared.type()) {
      case ENUM -> new Words(declared.values());
      case BOOLEAN -> new Words(List.of("true", "false"));
      case PATH -> Named.FILES;
      case TEXT, VERSION, NUMBER -> Named.NOTHING;
    };
  }

  /** The values that --set offers before an equals sign is typed, or with the values of an enum. */
  static List<String> settings(Map<String, CompletionValues> parameters, boolean withValues) {
    List<String> settings = new ArrayList<>();
    parameters.forEach(
        (name, values) -> {
          if (withValues && values instanceof Words(List<String> words)) {
            words.forEach(word -> settings.add(name + "=" + word));
          } else {
            settings.add(name + "=");
          }
        });
    return settings;
  }
}
