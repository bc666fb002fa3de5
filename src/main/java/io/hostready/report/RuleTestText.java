package io.hostready.report;

import io.hostready.report.TextLines.Row;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleId;
import io.hostready.run.RuleTests;
import io.hostready.run.RuleTests.Outcome;
import io.hostready.run.RuleTests.Situation;
import io.hostready.text.SafeText;
import java.util.List;

/**
 * What tests of rules came to, for people: each failure, the situations that are missing, and a
 * count.
 */
public final class RuleTestText {

  private static final String INDENT = "      ";

  private RuleTestText() {}

  /** The tests are at a path that the user called so. */
  public static String of(
      RuleBook book, String path, String called, List<Outcome> outcomes, TextStyle style) {
    TextLines out = new TextLines(style);
    List<Outcome> failed = outcomes.stream().filter(each -> !each.isAsExpected()).toList();
    for (Outcome outcome : failed) {
      Situation situation = outcome.situation();
      String verdict = outcome.finding().verdict().id();
      out.gap()
          .line(
              style.palette().bad("FAIL")
                  + "  "
                  + situation.rule()
                  + "/"
                  + SafeText.line(situation.name())
                  + ": expected "
                  + situation.expected()
                  + ", got "
                  + verdict);
      out.labeled(
          INDENT,
          List.of(
              Row.prose("expected", line(outcome.finding().expected())),
              Row.prose("found", line(outcome.reason())),
              Row.command("host", line(called + situation.path().substring(path.length())))));
    }
    List<RuleId> rules = outcomes.stream().map(each -> each.situation().rule()).distinct().toList();
    List<Situation> situations = outcomes.stream().map(Outcome::situation).toList();
    out.gap();
    for (RuleId rule : rules) {
      List<String> names = RuleTests.lacking(book.find(rule.value()).orElseThrow(), situations);
      if (!names.isEmpty()) {
        String mark = style.palette().doubtful("WARN");
        out.line(mark + "  " + rule + ": no situation for " + String.join(", ", names));
      }
    }
    return out.line(
            Count.of(situations.size(), "situation")
                + " of "
                + Count.of(rules.size(), "rule")
                + ": "
                + (failed.isEmpty() ? "all passed" : failed.size() + " failed"))
        .toString();
  }

  private static String line(String text) {
    return SafeText.line(text.replaceAll("\\s+", " "));
  }
}
