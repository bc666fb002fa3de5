package io.hostready.cli;

import io.hostready.rule.ConditionalLevel;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleSearch;
import io.hostready.text.Quoted;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code hostready rules list}: one line for each rule, or for the rules that contain some words.
 */
final class RulesListCommand extends Subcommand {

  RulesListCommand() {
    super(
        "list",
        "List rules, or search their ids, titles and texts",
        new Example("hostready rules list dns", "Search the rules of all packs for DNS."),
        new Example("hostready rules list --pack docker-rootless", "List the rules of one pack."));
  }

  @Override
  void declare(CommandSpec spec) {
    spec.addPositional(
        OptionSpecs.words(
                "WORD",
                "0..*",
                "Only rules with all of these words in their id, title, problem, why or advice, the"
                    + " best matches first (default: all rules, by topic).")
            .build());
    CommonOptions.addPacks(spec, "Rule pack; can be repeated (default: all packs).");
    CommonOptions.addRules(spec);
  }

  @Override
  ExitCode run(Arguments arguments, Terminal terminal) {
    CommonOptions common = CommonOptions.of(arguments);
    RuleBook book = common.book(InputFiles.ofAnyUser());
    List<Rule> rules =
        arguments.has("--pack")
            ? common.with(common.packs(), Map.of(), List.of()).proving(book).rules()
            : book.rules().values().stream()
                .sorted(Comparator.comparing(Rule::topic).thenComparing(Rule::id))
                .toList();
    List<String> words = arguments.words();
    List<Rule> found = RuleSearch.find(rules, words);
    if (found.isEmpty()) {
      throw new UsageException(
          "no rule has "
              + String.join(" and ", words.stream().map(Quoted::of).toList())
              + " in its texts. See 'hostready rules list'.");
    }
    terminal.out().print(table(found));
    return ExitCode.READY;
  }

  private static String table(List<Rule> rules) {
    int widestId = rules.stream().mapToInt(rule -> rule.id().value().length()).max().orElse(0);
    int widestTopic = rules.stream().mapToInt(rule -> rule.topic().length()).max().orElse(0);
    StringBuilder out = new StringBuilder();
    for (Rule rule : rules) {
      out.append(padded(rule.id().value(), widestId));
      out.append(padded(level(rule.levels()), "recommended".length()));
      out.append(padded(rule.topic(), widestTopic));
      out.append(rule.text().title()).append(rule.isProof() ? " (proof)" : "").append('\n');
    }
    return out.toString();
  }

  /** The highest level that the rule can have: 'rules show' has the conditions. */
  private static String level(ConditionalLevel levels) {
    return levels.strongest().id();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 2);
  }
}
