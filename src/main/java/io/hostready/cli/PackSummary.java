package io.hostready.cli;

import io.hostready.pack.PackArchive;
import io.hostready.pack.PackManifest;
import io.hostready.pack.TestedPack;
import io.hostready.report.RuleTestText;
import io.hostready.report.TextStyle;
import io.hostready.rule.Rule;
import io.hostready.text.SafeText;
import java.util.Comparator;
import java.util.List;

/** What a pack archive is, for people: who signed it, its rules and fixes, and its tests. */
final class PackSummary {

  private PackSummary() {}

  /**
   * The text.
   *
   * @param signature who signed it
   */
  static String of(TestedPack pack, String signature, TextStyle style) {
    PackManifest manifest = pack.archive().manifest();
    List<Rule> rules =
        pack.rules().stream()
            .sorted(Comparator.comparing(Rule::topic).thenComparing(Rule::id))
            .toList();
    StringBuilder out = new StringBuilder();
    out.append(manifest.name()).append(' ').append(manifest.version()).append(": ");
    out.append(SafeText.line(manifest.title())).append('\n');
    out.append("  signed by  ").append(SafeText.line(signature)).append('\n');
    out.append("  needs      hostready ").append(manifest.needed());
    out.append(" or later (this is ").append(Installation.version()).append(")\n");
    List<String> packs = pack.packs();
    out.append("  packs      ").append(packs.isEmpty() ? "none" : String.join(", ", packs));
    long fixes = rules.stream().filter(rule -> rule.fix().isPresent()).count();
    out.append("\n  rules      ").append(rules.size()).append(", ").append(fixes);
    out.append(" with a fix that 'hostready fix' runs as root\n\n");
    int widest = rules.stream().mapToInt(rule -> rule.id().value().length()).max().orElse(0);
    for (Rule rule : rules) {
      String id = rule.id().value();
      out.append(id).append(" ".repeat(widest - id.length() + 2));
      out.append("%-11s  ".formatted(rule.levels().strongest().id()));
      out.append(SafeText.line(rule.text().title()));
      rule.fix().ifPresent(fix -> out.append(" (fix: ").append(fix.risk().id()).append(" risk)"));
      out.append('\n');
    }
    String tests = PackArchive.TESTS_PATH;
    return out.append('\n')
        .append(
            RuleTestText.of(
                pack.book(), tests, pack.archive().label() + tests, pack.outcomes(), style))
        .toString();
  }
}
