package io.hostready.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.Fixtures;
import io.hostready.cli.Project;
import io.hostready.host.Host;
import io.hostready.run.RuleTests;
import io.hostready.run.RuleTests.Outcome;
import io.hostready.run.RuleTests.Situation;
import io.hostready.yaml.Parameters;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shipped rule, on the smallest hosts that show a situation, as {@code rules test} does it.
 */
class RuleFixtureTest {

  private static final Host FILES = Host.localFiles();

  private static final RuleBook BOOK =
      RuleBook.read(
          FILES,
          List.of(new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));

  private static final RuleTests TESTS =
      new RuleTests(BOOK, FILES, path -> Fixtures.open(Path.of(path)), Clock.systemUTC());

  private static final List<Situation> SITUATIONS =
      TESTS.situations(Project.FIXTURES.resolve("rules").toString());

  static List<Rule> rules() {
    return List.copyOf(BOOK.rules().values());
  }

  static List<Situation> situations() {
    return SITUATIONS;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ruleHasFixturesForEachVerdictItMustGive(Rule rule) {
    assertEquals(
        List.of(), RuleTests.lacking(rule, SITUATIONS), () -> rule.id() + " is not tested");
  }

  @ParameterizedTest
  @MethodSource("situations")
  void ruleGivesTheVerdictThatTheSituationIsNamedAfter(Situation situation) {
    Outcome outcome = TESTS.run(situation);
    assertTrue(outcome.isAsExpected(), () -> situation.path() + ": " + outcome.finding());
  }

  /** The verdict is the same: the level is what a directory's name does not tell. */
  @ParameterizedTest
  @CsvSource({"not-ready-systemd-listens, recommended", "not-ready, required"})
  void aStoppedDaemonThatTheFirstCommandStartsCountsLess(String situation, String level) {
    Host host = Fixtures.situation("docker-daemon-running", situation);
    ConditionalLevel levels = BOOK.rules().get(new RuleId("docker-daemon-running")).levels();
    assertEquals(level, levels.of(host, Parameters.NONE).id());
  }

  @Test
  void everyRuleIsInAPack() {
    Set<RuleId> taken =
        BOOK.packs().values().stream()
            .flatMap(pack -> pack.entries().stream())
            .map(RulePack.Entry::rule)
            .collect(Collectors.toSet());
    assertEquals(BOOK.rules().keySet(), taken);
  }

  @Test
  void noRuleIsTakenTwiceOnThePathOfOnePack() {
    for (RulePack pack : BOOK.packs().values()) {
      for (String base : pack.extended()) {
        Set<RuleId> inBase =
            BOOK.packs().get(base).entries().stream()
                .map(RulePack.Entry::rule)
                .collect(Collectors.toSet());
        List<RulePack.Entry> again =
            pack.entries().stream()
                .filter(entry -> inBase.contains(entry.rule()) && entry.level().isEmpty())
                .toList();
        assertEquals(List.of(), again, () -> pack.name() + " repeats rules of " + base);
      }
    }
  }
}
