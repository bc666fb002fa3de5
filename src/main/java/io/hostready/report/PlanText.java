package io.hostready.report;

import io.hostready.change.Change;
import io.hostready.change.ChangeDescription;
import io.hostready.rule.RuleFix;
import io.hostready.run.FixPlan;
import io.hostready.text.SafeText;
import java.util.List;

/** A plan for people: every change exactly, its undo, the risk, and what is left for a person. */
public final class PlanText {

  private static final int WIDTH = 80;

  private final Palette palette;
  private final StringBuilder out = new StringBuilder();

  private PlanText(Palette palette) {
    this.palette = palette;
  }

  public static String of(FixPlan plan, Palette palette) {
    PlanText text = new PlanText(palette);
    text.write(plan);
    return text.out.toString();
  }

  private void write(FixPlan plan) {
    int number = 0;
    for (FixPlan.PlannedFix fix : plan.fixes()) {
      number++;
      RuleFix remedy = fix.rule().fix().orElseThrow();
      out.append(number).append(". ").append(palette.strong(fix.rule().id().value()));
      out.append(": ").append(SafeText.line(remedy.summary()));
      out.append(" (risk ").append(remedy.risk().id()).append(")\n");
      remedy.caution().ifPresent(caution -> paragraph("   caution: ", caution));
      fix.changes().forEach(this::change);
      remedy.pending().ifPresent(p -> paragraph("   then:    ", "needs a " + p.id()));
      out.append('\n');
    }
    for (FixPlan.LeftForYou left : plan.left()) {
      out.append("left for you: ").append(palette.strong(left.rule().id().value()));
      out.append(" (").append(SafeText.line(left.rule().text().title())).append(")\n");
      paragraph("   ", left.why());
      out.append('\n');
    }
    int changes = plan.fixes().stream().mapToInt(fix -> fix.changes().size()).sum();
    out.append(
        plan.isEmpty()
            ? "nothing to change"
            : changes
                + (changes == 1 ? " change" : " changes")
                + " for "
                + number
                + (number == 1 ? " rule" : " rules"));
    int left = plan.left().size();
    out.append(left == 0 ? "" : "; " + left + " left for you").append('\n');
  }

  private void change(Change change) {
    out.append("   * ").append(SafeText.line(change.description())).append('\n');
    change.preview().forEach(line -> out.append("       ").append(painted(line)).append('\n'));
    out.append(
            palette.faint("       undo: " + SafeText.line(ChangeDescription.of(change).undoText())))
        .append('\n');
  }

  private String painted(String line) {
    String shown = SafeText.line(line);
    return shown.startsWith("+")
        ? palette.good(shown)
        : shown.startsWith("-") ? palette.bad(shown) : shown;
  }

  private void paragraph(String head, String text) {
    List<String> lines =
        Paragraph.lines(SafeText.line(text.replaceAll("\\s+", " ")), WIDTH - head.length());
    out.append(head).append(lines.getFirst()).append('\n');
    lines.stream()
        .skip(1)
        .forEach(line -> out.append(" ".repeat(head.length())).append(line).append('\n'));
  }
}
