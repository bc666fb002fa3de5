package io.hostready.cli;

import io.hostready.host.HostDirectory;
import io.hostready.json.JsonWriter;
import io.hostready.report.KindsReference;
import io.hostready.report.RuleTestText;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleSchema;
import io.hostready.run.RuleTests;
import io.hostready.yaml.Suggestion;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hostready rules}: lists, shows and checks rules, and prints what they can be made of. */
final class RulesCommand extends Subcommand {

  RulesCommand() {
    super("rules", "list | show RULE | lint | test PATH | kinds | schema");
  }

  @Override
  void declare(CommandSpec spec) {
    StringBuilder actions = new StringBuilder();
    for (RulesAction action : RulesAction.values()) {
      actions.append("%n  ").append(action.id()).append(": ").append(action.meaning());
    }
    spec.usageMessage().description("What to do:" + actions);
    CommonOptions.addTo(spec);
    spec.addPositional(
        OptionSpecs.words("ACTION", "0..2", "One of " + String.join(", ", RulesAction.WORDS) + ".")
            .completionCandidates(RulesAction.WORDS)
            .build());
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    CommonOptions given = CommonOptions.of(arguments);
    List<String> words = given.rules();
    CommonOptions common =
        new CommonOptions(given.packs(), given.ruleDirectories(), given.parameters(), List.of());
    Optional<RulesAction> action =
        words.stream()
            .findFirst()
            .flatMap(RulesAction::find)
            .filter(found -> found.words() == words.size());
    if (action.isEmpty()) {
      throw notUnderstood(words);
    }
    return switch (action.get()) {
      case LIST -> print(RuleDocuments.list(common), terminal);
      case SHOW -> print(RuleDocuments.show(common, words.getLast()), terminal);
      case LINT -> print(RuleDocuments.lint(common), terminal);
      case TEST -> test(common, words.getLast(), terminal);
      case KINDS -> print(KindsReference.text(), terminal);
      case SCHEMA -> print(JsonWriter.indented().addTree(RuleSchema.schema()).text(), terminal);
    };
  }

  private static ExitCode print(String document, Terminal terminal) {
    terminal.out().print(document);
    return ExitCode.READY;
  }

  private static UsageException notUnderstood(List<String> words) {
    String action = words.isEmpty() ? "" : words.getFirst();
    return new UsageException(
        (action.isEmpty()
                ? "'rules' lacks what to do; expected "
                : "'rules " + String.join(" ", words) + "' is not understood; expected ")
            + "list, show RULE, lint, test PATH, kinds or schema."
            + Suggestion.nearest(action, RulesAction.WORDS)
                .filter(name -> !name.equals(action))
                .map(name -> " Did you mean '" + name + "'?")
                .orElse(""));
  }

  private static ExitCode test(CommonOptions common, String path, Terminal terminal) {
    RuleBook book = common.book(Instructions.ofAnybody());
    RuleTests tests =
        new RuleTests(
            book,
            Instructions.ofAnybody(),
            directory -> HostDirectory.open(Path.of(directory)),
            Clock.systemUTC());
    String absolute = Path.of(path).toAbsolutePath().normalize().toString();
    List<RuleTests.Situation> situations = tests.situations(absolute);
    List<RuleTests.Outcome> outcomes;
    try {
      outcomes = situations.stream().map(tests::run).toList();
    } catch (IllegalArgumentException notAHost) {
      throw new UsageException(String.valueOf(notAHost.getMessage()));
    }
    terminal.out().print(RuleTestText.of(book, absolute, path, outcomes));
    return outcomes.stream().allMatch(RuleTests.Outcome::isAsExpected)
        ? ExitCode.READY
        : ExitCode.NOT_READY;
  }
}
