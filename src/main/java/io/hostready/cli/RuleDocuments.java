package io.hostready.cli;

import io.hostready.report.RuleDescription;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.Selection;
import java.util.List;
import java.util.Map;

/** What is said of the rules that a command line names. */
final class RuleDocuments {

  private RuleDocuments() {}

  /** A line a rule. */
  static String list(CommonOptions common) {
    Selection selection = common.proving(common.book(Instructions.ofAnybody()));
    int widest = selection.rules().stream().mapToInt(r -> r.id().value().length()).max().orElse(0);
    StringBuilder out = new StringBuilder();
    for (Rule rule : selection.rules()) {
      String id = rule.id().value();
      out.append(id).append(" ".repeat(widest - id.length() + 2));
      out.append(rule.text().title()).append(rule.isProof() ? " (proof)" : "").append('\n');
    }
    return out.toString();
  }

  /** One rule as a page. */
  static String show(CommonOptions common, String name) {
    Selection selection =
        Selection.proving(
            common.book(Instructions.ofAnybody()),
            common.packs(),
            List.of(name),
            common.parameters());
    return RuleDescription.of(selection.rules().getFirst(), selection.defaults());
  }

  /**
   * Reads all rules and packs.
   *
   * @throws io.hostready.yaml.InvalidInput with everything that is wrong
   */
  static String lint(CommonOptions common) {
    RuleBook book = common.book(Instructions.ofAnybody());
    for (String pack : book.packs().keySet()) {
      Selection.proving(book, List.of(pack), List.of(), Map.of());
    }
    return book.rules().size() + " rules and " + book.packs().size() + " packs: no mistakes\n";
  }
}
