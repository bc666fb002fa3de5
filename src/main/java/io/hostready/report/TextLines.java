package io.hostready.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A text for display, line by line. Prose is wrapped between words at the width of the style. A
 * line, and a command to copy, is never wrapped. The input must be safe to show; see {@link
 * io.hostready.text.SafeText}.
 */
final class TextLines {

  private static final String GAP = "  ";

  private final TextStyle style;
  private final StringBuilder out = new StringBuilder();

  TextLines(TextStyle style) {
    this.style = style;
  }

  Palette palette() {
    return style.palette();
  }

  /** A line that is not wrapped. */
  TextLines line(String text) {
    out.append(text).append('\n');
    return this;
  }

  /** An empty line, unless nothing or an empty line comes before it. */
  TextLines gap() {
    if (!out.isEmpty() && out.lastIndexOf("\n\n") != out.length() - 2) {
      out.append('\n');
    }
    return this;
  }

  /** Prose after a head such as a label; its further lines begin below its first word. */
  TextLines prose(String head, String text) {
    return prose(head, " ".repeat(head.length()), text);
  }

  /** Prose whose further lines have another indentation. */
  TextLines prose(String head, String indent, String text) {
    List<String> lines = Paragraph.lines(text, style.width() - head.length());
    if (indent.length() != head.length() && lines.size() > 1) {
      String first = lines.getFirst();
      String rest = String.join(" ", lines.subList(1, lines.size()));
      lines = new ArrayList<>(List.of(first));
      lines.addAll(Paragraph.lines(rest, style.width() - indent.length()));
    }
    out.append(head).append(lines.getFirst()).append('\n');
    lines.stream().skip(1).forEach(line -> out.append(indent).append(line).append('\n'));
    return this;
  }

  /** Rows below each other, their texts beginning in one column. */
  TextLines labeled(String indent, List<Row> rows) {
    int widest = rows.stream().mapToInt(row -> row.label().length()).max().orElse(0);
    for (Row row : rows) {
      String head = indent + row.label() + " ".repeat(widest - row.label().length()) + GAP;
      int start = out.length();
      if (row.isProse()) {
        prose(head, row.text());
      } else {
        line(head + row.text());
      }
      String label = out.substring(start + indent.length(), start + head.length());
      out.replace(start + indent.length(), start + head.length(), palette().faint(label));
    }
    return this;
  }

  /** Commands to run next, each with what it does. */
  TextLines next(List<Row> commands) {
    int widest = commands.stream().mapToInt(row -> row.label().length()).max().orElse(0);
    String head = "Next:  ";
    for (Row row : commands) {
      line(head + row.label() + " ".repeat(widest - row.label().length() + 4) + row.text());
      head = " ".repeat(head.length());
    }
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /**
   * A text under a label.
   *
   * @param isProse whether the text is broken at the width; false for a command
   */
  record Row(String label, String text, boolean isProse) {

    static Row prose(String label, String text) {
      return new Row(label, text, true);
    }

    /** A command, alone on its line and without a period. */
    static Row command(String label, String text) {
      return new Row(label, text, false);
    }
  }
}
