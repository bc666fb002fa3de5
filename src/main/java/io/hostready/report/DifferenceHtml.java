package io.hostready.report;

import io.hostready.rule.RuleId;
import io.hostready.run.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The difference of reports as a page without a script: a table of what changed, the most important
 * row first, in which the hosts of a row can be opened.
 */
final class DifferenceHtml {

  /** A longer list of hosts is not useful without a filter. */
  private static final int MOST_HOSTS = 500;

  private final DifferenceView view;
  private final RuleLinks links;

  DifferenceHtml(DifferenceView view, RuleLinks links) {
    this.view = view;
    this.links = links;
  }

  void write(Appendable out) throws IOException {
    Outcome outcome = view.difference().newOutcome();
    HtmlPage page = HtmlPage.ofReport();
    out.append(page.head("hostready: changes", outcome.id()));
    Html html =
        new Html()
            .markup("<div class=\"page wide\">\n<header class=\"top\">\n")
            .markup("<p class=\"brand\">hostready</p>\n")
            .element("h1", view.isEmpty() ? "No changes" : "Changes")
            .element("p class=\"lead\"", view.summary() + ".");
    view.newlyBlocking().ifPresent(text -> html.element("p class=\"notice\"", text + "."));
    html.markup("</header>\n<main>\n");
    findings(html);
    hosts(html);
    out.append(html.markup("</main>\n</div>\n").toString()).append(page.foot());
  }

  private void findings(Html html) {
    List<DifferenceView.Row> rows = view.grouped().reversed();
    if (rows.isEmpty()) {
      return;
    }
    begin(html, "Findings", "change", "before", "now", "rule", "title", "hosts");
    for (DifferenceView.Row row : rows) {
      DifferenceView.HostChange first = row.first();
      html.markup("<tr>")
          .element("td", row.kind().id())
          .element("td", first.before())
          .element("td", first.afterLabel())
          .markup("<th scope=\"row\">");
      rule(html, first.change().rule());
      html.markup("</th>")
          .element("td", view.difference().titles().getOrDefault(first.change().rule(), ""))
          .markup("<td>");
      hosts(html, row);
      html.markup("</td></tr>\n");
    }
    html.markup("</tbody></table>\n");
  }

  private void rule(Html html, RuleId rule) {
    Optional<String> page = links.page(rule);
    page.ifPresent(url -> html.markup("<a href=\"").text(url).markup("\">"));
    html.text(rule.value());
    page.ifPresent(_ -> html.markup("</a>"));
  }

  private void hosts(Html html, DifferenceView.Row row) {
    Map<RuleId, String> titles = view.difference().titles();
    if (row.changes().size() == 1) {
      html.text(row.first().host() + ": " + row.first().text(titles));
      return;
    }
    html.markup("<details><summary>" + row.changes().size() + " hosts</summary><ul>\n");
    row.changes().stream()
        .limit(MOST_HOSTS)
        .forEach(one -> html.element("li", one.host() + ": " + one.text(titles)).markup("\n"));
    more(html, row.changes().size());
    html.markup("</ul></details>");
  }

  private void hosts(Html html) {
    List<DifferenceView.HostRow> rows = view.hostRows().reversed();
    if (rows.isEmpty()) {
      return;
    }
    begin(html, "Hosts", "hosts", "outcome", "names");
    for (DifferenceView.HostRow row : rows) {
      html.markup("<tr>")
          .element("th scope=\"row\"", row.change() + (row.hosts().size() == 1 ? "" : "s"))
          .element("td", FleetSummary.words(row.outcome()))
          .markup("<td><ul>\n");
      for (int i = 0; i < Math.min(MOST_HOSTS, row.hosts().size()); i++) {
        String rules = String.join(", ", row.blocking().get(i));
        html.element("li", row.hosts().get(i) + (rules.isEmpty() ? "" : ": " + rules));
        html.markup("\n");
      }
      more(html, row.hosts().size());
      html.markup("</ul></td></tr>\n");
    }
    html.markup("</tbody></table>\n");
  }

  private static void more(Html html, int hosts) {
    if (hosts > MOST_HOSTS) {
      html.element("li", "and " + (hosts - MOST_HOSTS) + " more");
    }
  }

  private static void begin(Html html, String title, String... columns) {
    html.element("h2", title).markup("<table class=\"rows\"><thead><tr>");
    for (String column : columns) {
      html.element("th scope=\"col\"", column);
    }
    html.markup("</tr></thead><tbody>\n");
  }
}
