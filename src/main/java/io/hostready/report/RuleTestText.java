package io.hostready.report;

import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleId;
import io.hostready.run.RuleTests;
import io.hostready.run.RuleTests.Outcome;
import io.hostready.run.RuleTests.Situation;
import io.hostready.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What tests of rules came to, for people: each failure, what is not tested, and one line. */
public final class RuleTestText {

  private static final int WIDTH = 80;

  private static final String INDENT = "      ";

  private RuleTestText() {}

  /** The tests are at a path that the user called so. */
  public static String of(RuleBook book, String path, String called, List<Outcome> outcomes) {
    StringBuilder out = new StringBuilder();
    List<Outcome> wrong = outcomes.stream().filter(each -> !each.isAsExpected()).toList();
    for (Outcome outcome : wrong) {
      Situation situation = outcome.situation();
      out.append("FAIL ").append(situation.rule()).append('/').append(situation.name());
      out.append('\n');
      labelled(out, "expected", situation.expected());
      labelled(out, "got", outcome.finding().verdict().id() + ": " + outcome.reason());
      labelled(out, "wanted", outcome.finding().expected());
      labelled(out, "host", called + situation.path().substring(path.length()));
      out.append('\n');
    }
    List<RuleId> rules = outcomes.stream().map(each -> each.situation().rule()).distinct().toList();
    List<Situation> situations = outcomes.stream().map(Outcome::situation).toList();
    List<String> lacking = new ArrayList<>();
    for (RuleId rule : rules) {
      List<String> names = RuleTests.lacking(book.find(rule.value()).orElseThrow(), situations);
      if (!names.isEmpty()) {
        lacking.add("not tested: " + rule + " where it is " + String.join(", ", names));
      }
    }
    lacking.forEach(line -> out.append(line).append('\n'));
    return out.append(counted(situations.size(), "situation"))
        .append(" of ")
        .append(counted(rules.size(), "rule"))
        .append(": ")
        .append(wrong.isEmpty() ? "all as expected" : wrong.size() + " not as expected")
        .append('\n')
        .toString();
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static void labelled(StringBuilder out, String label, String text) {
    String head = INDENT + String.format(Locale.ROOT, "%-9s", label);
    String indent = " ".repeat(head.length());
    String start = head;
    for (String line :
        Paragraph.lines(SafeText.line(text.replaceAll("\\s+", " ")), WIDTH - head.length())) {
      out.append(start).append(line).append('\n');
      start = indent;
    }
  }
}
