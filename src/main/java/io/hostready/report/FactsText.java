package io.hostready.report;

import io.hostready.run.HostSummary;
import io.hostready.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A host and the inventory of its machine, for people. */
public final class FactsText {

  private static final String GAP = "  ";

  private FactsText() {}

  /**
   * The text.
   *
   * @param why why the host has no inventory; empty where it has one
   */
  public static String of(HostSummary host, Optional<String> why, Palette palette) {
    StringBuilder out = new StringBuilder();
    String name = host.machine().hostname().orElse(host.source().toString());
    out.append(palette.strong(SafeText.line(name))).append('\n');
    String facts = SafeText.line(String.join(", ", ResultWording.facts(host)));
    out.append(facts).append(facts.isEmpty() ? "" : "\n").append('\n');
    host.inventory()
        .ifPresent(inventory -> append(out, InventoryTables.of(host, inventory), palette));
    why.ifPresent(
        reason -> out.append("no inventory: ").append(SafeText.line(reason)).append('\n'));
    return out.toString();
  }

  private static void append(StringBuilder out, InventoryTables tables, Palette palette) {
    List<List<String>> properties = new ArrayList<>();
    for (Map.Entry<String, String> property : tables.properties().entrySet()) {
      properties.add(List.of(property.getKey(), property.getValue()));
    }
    append(out, properties);
    for (InventoryTables.Table table : tables.tables()) {
      out.append('\n').append(palette.strong(table.title())).append('\n');
      List<List<String>> lines = new ArrayList<>();
      lines.add(table.columns());
      lines.addAll(table.rows());
      append(out, lines);
    }
  }

  /** Lines of cells, each column as wide as its widest cell. */
  private static void append(StringBuilder out, List<List<String>> lines) {
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
      for (int column = 0; column < columns; column++) {
        String cell = line.get(column);
        boolean isLast = column == columns - 1;
        out.append(cell).append(isLast ? "\n" : " ".repeat(widths[column] - cell.length()) + GAP);
      }
    }
  }
}
