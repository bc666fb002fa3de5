package io.hostready.report;

import io.hostready.text.SafeText;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of cells, each column as wide as its widest cell. */
final class TextTable {

  private static final String GAP = "  ";

  private TextTable() {}

  /** Appends the lines, made safe to show. All have the same number of cells. */
  static void append(StringBuilder out, List<List<String>> lines) {
    List<List<String>> shown =
        lines.stream().map(line -> line.stream().map(SafeText::line).toList()).toList();
    int columns = shown.stream().mapToInt(List::size).max().orElse(0);
    int[] widths =
        IntStream.range(0, columns)
            .map(
                column ->
                    shown.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
            .toArray();
    for (List<String> line : shown) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = line.get(column);
        text.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
      }
      out.append(text.toString().stripTrailing()).append('\n');
    }
  }
}
