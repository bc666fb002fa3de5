package io.hostready.report;

import io.hostready.rule.RuleSummary;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Many hosts as a page: a list of them, the failing rules, and a matrix of both, from which each
 * host opens. Hosts are written as they come, as data that the page's script shows; without a
 * script there are tables of what is not ready.
 */
final class HtmlHosts implements ReportWriter {

  /** Without its script a page has no filter; a longer table is not useful. */
  private static final int MOST_ROWS = 500;

  private static final int MOST_NAMES = 10;

  private final Appendable out;
  private final HtmlPage page =
      HtmlPage.ofReport(
          "page.js",
          "data.js",
          "table.js",
          "host-view.js",
          "rules.js",
          "matrix.js",
          "machines.js",
          "hosts.js");
  private final HostNames names = new HostNames();
  private final HtmlData data;
  private final FleetSummary summary = new FleetSummary();
  private final List<String> rows = new ArrayList<>();

  HtmlHosts(Medium medium) {
    out = medium.out();
    data = new HtmlData(medium.links());
  }

  @Override
  public void add(HostReport report) throws IOException {
    if (summary.hosts() == 0) {
      out.append(page.head("hostready: hosts", ""));
      out.append(
          "<div class=\"page wide\" id=\"app\">\n<p class=\"brand\">hostready</p>\n</div>\n");
      out.append("<script type=\"application/x-hostready\" id=\"data\">\n");
    }
    String name = names.of(report);
    summary.add(name, report);
    out.append(data.lines(name, report));
    if (report.outcome() != Outcome.READY && rows.size() < MOST_ROWS) {
      rows.add(row(name, report));
    }
  }

  @Override
  public void end() throws IOException {
    out.append("</script>\n");
    out.append(plainTables());
    out.append(page.foot());
  }

  private static String row(String name, HostReport report) {
    return new Html()
        .markup("<tr>")
        .element("th scope=\"row\"", name)
        .element("td", report.outcome().id().replace('-', ' '))
        .element("td", report.summary().get("fail").toString())
        .element("td", report.summary().get("unknown").toString())
        .element("td", FleetSummary.few(FleetSummary.blocking(report), MOST_NAMES))
        .markup("</tr>\n")
        .toString();
  }

  /** What is shown where no script runs. */
  private String plainTables() {
    Html html = new Html().markup("<noscript><main class=\"page plain\">\n");
    html.element("h1", summary.sentence());
    html.element("p", "With JavaScript this page shows each host, and finds and sorts them.");
    if (!rows.isEmpty()) {
      table(
          html, "Hosts that are not ready", "host", "outcome", "fail", "unknown", "blocking rules");
      rows.forEach(html::markup);
      html.markup("</tbody></table>\n");
      int more = summary.hosts() - summary.hosts(Outcome.READY) - rows.size();
      if (more > 0) {
        html.element("p", "and " + more + " more.");
      }
    }
    if (!summary.worstFirst().isEmpty()) {
      table(html, "Failing rules", "rule", "title", "level", "fails on", "unknown on", "such as");
      for (FleetSummary.UnmetRule unmet : summary.worstFirst()) {
        row(html, unmet);
      }
      html.markup("</tbody></table>\n");
    }
    return html.markup("</main></noscript>\n").toString();
  }

  private static void table(Html html, String title, String... columns) {
    html.element("h2", title).markup("<table class=\"rows\"><thead><tr>");
    for (String column : columns) {
      html.element("th scope=\"col\"", column);
    }
    html.markup("</tr></thead><tbody>\n");
  }

  private static void row(Html html, FleetSummary.UnmetRule unmet) {
    RuleSummary rule = unmet.example().rule();
    String such = String.join(", ", unmet.hosts());
    html.markup("<tr>")
        .element("th scope=\"row\"", rule.id().value())
        .element("td", rule.text().title())
        .element("td", unmet.example().level().id())
        .element("td", String.valueOf(unmet.failing()))
        .element("td", String.valueOf(unmet.unknown()))
        .element("td", such + (unmet.more() > 0 ? " and " + unmet.more() + " more" : ""))
        .markup("</tr>\n");
  }
}
