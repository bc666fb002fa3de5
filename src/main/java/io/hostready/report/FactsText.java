package io.hostready.report;

import io.hostready.run.HostSummary;
import io.hostready.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host and the inventory of its machine, for people. */
public final class FactsText {

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
    TextTable.append(out, properties);
    for (InventoryTables.Table table : tables.tables()) {
      out.append('\n').append(palette.strong(table.title())).append('\n');
      List<List<String>> lines = new ArrayList<>();
      lines.add(table.columns());
      lines.addAll(table.rows());
      TextTable.append(out, lines);
    }
  }
}
