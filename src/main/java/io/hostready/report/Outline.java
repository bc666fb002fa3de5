package io.hostready.report;

import io.hostready.expect.Criterion;
import io.hostready.fix.ConditionalSteps;
import io.hostready.fix.Fix;
import java.util.ArrayList;
import java.util.List;

/**
 * A phrase with a nested list of parts: a criterion or the steps of a fix, for display.
 *
 * @param text the phrase; empty for a list without a heading
 */
record Outline(String text, List<Outline> parts) {

  Outline {
    parts = List.copyOf(parts);
  }

  static Outline of(Criterion criterion) {
    return switch (criterion) {
      case Criterion.Leaf leaf -> new Outline(leaf.description(), List.of());
      case Criterion.All(List<Criterion> parts) when parts.size() == 1 -> of(parts.getFirst());
      case Criterion.All(List<Criterion> parts) -> group("all of:", parts);
      case Criterion.Any(List<Criterion> parts) -> group("one of:", parts);
      case Criterion.None(List<Criterion> parts) ->
          group(parts.size() == 1 ? "not:" : "none of:", parts);
      case Criterion.Where(Criterion condition, Criterion then) ->
          new Outline("if " + condition.description() + ":", List.of(of(then)));
    };
  }

  static Outline of(Fix step) {
    return switch (step) {
      case ConditionalSteps(ConditionalSteps.Condition condition, List<Fix> steps) ->
          new Outline(
              "if " + condition.description() + ":", steps.stream().map(Outline::of).toList());
      default -> new Outline(step.description(), List.of());
    };
  }

  private static Outline group(String heading, List<Criterion> parts) {
    return new Outline(heading, parts.stream().map(Outline::of).toList());
  }

  /** Lines up to a width; each level of the list is indented by two columns. */
  List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    if (!text.isEmpty()) {
      lines.addAll(Paragraph.lines(text, width));
    }
    for (Outline part : parts) {
      String head = "- ";
      for (String line : part.lines(width - head.length())) {
        lines.add(head + line);
        head = "  ";
      }
    }
    return lines;
  }

  /** The same as items of nested HTML lists. */
  void write(Html html) {
    if (parts.isEmpty()) {
      html.element("li", text).markup("\n");
      return;
    }
    html.markup("<li>").text(text).markup("\n<ul>\n");
    parts.forEach(part -> part.write(html));
    html.markup("</ul></li>\n");
  }
}
