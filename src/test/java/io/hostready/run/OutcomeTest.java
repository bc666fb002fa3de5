package io.hostready.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.expect.Finding;
import io.hostready.expect.Verdict;
import io.hostready.host.FakeHost;
import io.hostready.rule.Level;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.RuleFix;
import io.hostready.rule.RuleSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

  private static final Rule RULE =
      RuleBook.read(
              FakeHost.with(
                      "/rules/t/a.yaml",
                      "id: a\ntitle: A\nwhy: x\nlevel: required\n"
                          + "check: {path: {path: /x, expect: {present: true}}}\n")
                  .host(),
              List.of(new RuleDirectory("/rules", "rules", true)))
          .rules()
          .values()
          .iterator()
          .next();

  /** "required fail", "optional fail pending". */
  private static CheckResult result(String text) {
    String[] words = text.strip().split(" ");
    Verdict verdict =
        switch (words[1]) {
          case "pass" -> new Verdict.Pass();
          case "fail" -> new Verdict.Fail();
          case "unknown" -> new Verdict.Unknown("closed");
          case "not-applicable" -> new Verdict.NotApplicable("elsewhere");
          default -> new Verdict.Waived("accepted", "2027-01-01");
        };
    Optional<RuleFix.Pending> pending =
        words.length > 2 ? Optional.of(RuleFix.Pending.REBOOT) : Optional.empty();
    return new CheckResult(
        RuleSummary.of(RULE),
        Level.of(words[0]),
        new Finding(verdict, "x", "y", List.of()),
        pending);
  }

  @ParameterizedTest(name = "{0} at {1} is {2}")
  @CsvSource({
    "required pass, required, ready",
    "required pass + required fail, required, not-ready",
    "required pass + required unknown, required, undecided",
    "required fail + required unknown, required, not-ready",
    "required unknown + required pass pending, required, undecided",
    "required fail pending, required, pending",
    "required pass pending, required, pending",
    "required fail pending + required fail, required, not-ready",
    "required not-applicable, required, ready",
    "required waived, required, ready",
    "required waived + required unknown, required, undecided",
    "recommended fail, required, ready",
    "recommended fail, recommended, not-ready",
    "recommended fail, optional, not-ready",
    "optional fail, recommended, ready",
    "optional fail, optional, not-ready",
    "optional unknown, required, ready",
    "optional unknown, optional, undecided",
    "optional fail pending, required, ready",
    "required fail, optional, not-ready",
  })
  void theOutcomeIsTheWorstOfWhatCounts(String results, String failOn, String outcome) {
    List<CheckResult> all = Arrays.stream(results.split("\\+")).map(OutcomeTest::result).toList();
    assertEquals(outcome, Outcome.of(all, Level.of(failOn)).id());
  }

  @Test
  void withoutResultsAHostIsReady() {
    assertEquals(Outcome.READY, Outcome.of(List.of(), Level.OPTIONAL));
  }

  @Test
  void everyOutcomesWordIsItsName() {
    for (Outcome outcome : Outcome.values()) {
      assertEquals(outcome.name(), outcome.id().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
