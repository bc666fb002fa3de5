package io.hostready.report;

import io.hostready.run.HostSummary;
import java.util.List;

/**
 * The inventory of a host as a section of its page; {@code host-view.js} creates the same section.
 */
final class HtmlInventory {

  private HtmlInventory() {}

  /** Writes the section, if the host has an inventory. */
  static void write(Html html, HostSummary host) {
    host.inventory().ifPresent(inventory -> write(html, InventoryTables.of(host, inventory)));
  }

  private static void write(Html html, InventoryTables tables) {
    html.markup("<section class=\"inventory\" aria-labelledby=\"inventory\">\n");
    html.markup("<h2 id=\"inventory\">Inventory</h2>\n<dl class=\"run\">\n");
    tables
        .properties()
        .forEach(
            (name, value) ->
                html.markup("<div>").element("dt", name).element("dd", value).markup("</div>\n"));
    html.markup("</dl>\n");
    tables.tables().forEach(table -> write(html, table));
    html.markup("</section>\n");
  }

  private static void write(Html html, InventoryTables.Table table) {
    html.markup("<table class=\"parts\">\n").element("caption", table.title());
    html.markup("<thead><tr>");
    table.columns().forEach(column -> html.element("th scope=\"col\"", column));
    html.markup("</tr></thead>\n<tbody>\n");
    for (List<String> row : table.rows()) {
      html.markup("<tr>").element("th scope=\"row\"", row.getFirst());
      for (int column = 1; column < row.size(); column++) {
        html.markup("<td data-label=\"").text(table.columns().get(column)).markup("\">");
        html.text(row.get(column)).markup("</td>");
      }
      html.markup("</tr>\n");
    }
    html.markup("</tbody></table>\n");
  }
}
