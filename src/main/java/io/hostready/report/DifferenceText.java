package io.hostready.report;

import io.hostready.rule.RuleId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The difference of reports as text: a line for each finding, or for each rule that changed in the
 * same way on several hosts, then the counts. If nothing differs there is only the last line.
 */
final class DifferenceText {

  /** The maximum number of hosts in a line. */
  private static final int MOST_NAMES = 5;

  /** The maximum number of rules after a new host. */
  private static final int MOST_RULES = 3;

  /** A line; the painted text is the third column with its color. A host has no rule. */
  private record Line(
      String change, String before, String after, String painted, String rule, String rest) {}

  private final DifferenceView view;
  private final Palette palette;
  private final boolean isVerbose;

  /**
   * The text of a difference.
   *
   * @param isVerbose whether each host has its own line
   */
  DifferenceText(DifferenceView view, Palette palette, boolean isVerbose) {
    this.view = view;
    this.palette = palette;
    this.isVerbose = isVerbose;
  }

  void write(Appendable out) throws IOException {
    List<Line> lines = new ArrayList<>();
    view.hostRows().forEach(row -> lines.addAll(lines(row)));
    (isVerbose ? view.each() : view.grouped()).forEach(row -> lines.add(line(row)));
    int change = widest(lines, Line::change);
    int before = widest(lines, Line::before);
    int after = widest(lines, Line::after);
    int rule = widest(lines, Line::rule);
    for (Line line : lines) {
      out.append(pad(line.change(), change)).append("  ");
      out.append(" ".repeat(before - line.before().length()));
      out.append(palette.faint(line.before().isEmpty() ? "    " : line.before() + " -> "));
      out.append(line.painted()).append(" ".repeat(after - line.after().length() + 2));
      if (!line.rule().isEmpty()) {
        out.append(palette.strong(line.rule()));
        out.append(" ".repeat(rule - line.rule().length() + 2));
      }
      out.append(line.rest()).append('\n');
    }
    if (!lines.isEmpty()) {
      out.append('\n');
    }
    String newly = view.newlyBlocking().map(text -> "; " + palette.bad(text)).orElse("");
    out.append(view.summary()).append(newly).append('\n');
  }

  private Line line(DifferenceView.Row row) {
    DifferenceView.HostChange first = row.first();
    Map<RuleId, String> titles = view.difference().titles();
    String rest =
        view.isOfOneHost()
            ? first.text(titles)
            : row.changes().size() == 1
                ? first.host() + ": " + first.text(titles)
                : FleetSummary.few(row.hosts(), MOST_NAMES);
    return new Line(
        row.kind().id(),
        first.before(),
        first.afterLabel(),
        first.after().map(mark -> mark.painted(palette)).orElse("-"),
        row.rule(),
        rest);
  }

  private List<Line> lines(DifferenceView.HostRow row) {
    String outcome = FleetSummary.words(row.outcome());
    String painted = FleetSummary.painted(row.outcome(), palette);
    if (!isVerbose && row.hosts().size() > 1) {
      String names = FleetSummary.few(row.hosts(), MOST_NAMES);
      return List.of(new Line(row.label(), "", outcome, painted, "", names));
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < row.hosts().size(); i++) {
      List<String> blocking = row.blocking().get(i);
      String rules = blocking.isEmpty() ? "" : ": " + FleetSummary.few(blocking, MOST_RULES);
      lines.add(new Line(row.label(), "", outcome, painted, "", row.hosts().get(i) + rules));
    }
    return lines;
  }

  private static int widest(List<Line> lines, Function<Line, String> column) {
    return lines.stream().map(column).mapToInt(String::length).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
