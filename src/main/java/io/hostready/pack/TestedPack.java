package io.hostready.pack;

import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import io.hostready.run.RuleTests;
import io.hostready.yaml.InvalidInputException;
import io.hostready.yaml.Problem;
import io.hostready.yaml.Problems;
import io.hostready.yaml.SourceSpan;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pack archive whose rules are valid together with the shipped ones, and what its tests came to.
 *
 * @param book the shipped rules and those of the archive
 * @param rules those of the archive
 * @param packs the names of its packs
 */
public record TestedPack(
    PackArchive archive,
    RuleBook book,
    List<Rule> rules,
    List<String> packs,
    List<RuleTests.Outcome> outcomes) {

  public TestedPack {
    packs = List.copyOf(packs);
    rules = List.copyOf(rules);
    outcomes = List.copyOf(outcomes);
  }

  /**
   * Validates the rules and runs the tests of an archive.
   *
   * @throws InvalidInputException with every error in rules and tests; a rule without a test is one
   */
  public static TestedPack of(PackArchive archive, RuleBook shipped, Clock clock) {
    RuleBook book = archive.addTo(shipped);
    List<Rule> rules =
        book.rules().values().stream()
            .filter(rule -> !shipped.rules().containsKey(rule.id()))
            .toList();
    List<String> packs =
        book.packs().keySet().stream().filter(name -> !shipped.packs().containsKey(name)).toList();
    for (String pack : packs) {
      Selection.proving(book, List.of(pack), List.of(), Map.of());
    }
    return new TestedPack(archive, book, rules, packs, run(archive, book, rules, clock));
  }

  private static List<RuleTests.Outcome> run(
      PackArchive archive, RuleBook book, List<Rule> rules, Clock clock) {
    SourceSpan where = SourceSpan.whole(archive.label() + PackArchive.TESTS_PATH);
    Problems problems = new Problems();
    RuleTests tests = archive.tests(book, clock);
    List<RuleTests.Situation> situations = tests.situations(PackArchive.TESTS_PATH);
    for (Rule rule : rules) {
      if (situations.stream().noneMatch(each -> each.rule().equals(rule.id()))) {
        problems.add(
            new Problem(where, "no test of the rule '" + rule.id() + "'")
                .expecting("write situations into " + rule.id() + ".hosts"));
      }
    }
    List<RuleTests.Outcome> outcomes = new ArrayList<>();
    for (RuleTests.Situation situation : situations) {
      try {
        outcomes.add(tests.run(situation));
      } catch (IllegalArgumentException notAHost) {
        problems.add(new Problem(where, String.valueOf(notAHost.getMessage())));
      }
    }
    problems.throwIfAny();
    return outcomes;
  }

  public boolean allPassed() {
    return outcomes.stream().allMatch(RuleTests.Outcome::isAsExpected);
  }
}
