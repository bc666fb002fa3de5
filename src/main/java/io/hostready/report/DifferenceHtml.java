package io.hostready.report;

import io.hostready.rule.RuleId;
import io.hostready.run.ComparedReport;
import io.hostready.run.FindingChange;
import io.hostready.run.Outcome;
import io.hostready.run.ReportDifference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The difference of reports as a page without a script: a table of what changed, the most important
 * row first, in which the hosts of a row can be opened.
 */
final class DifferenceHtml {

  /** A longer list of hosts is not useful without a filter. */
  private static final int MOST_HOSTS = 500;

  /** The hosts that a row names before it is opened. */
  private static final int FEW_HOSTS = 3;

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
    html.markup("\n<ul class=\"facts\">");
    html.element("li", time("before", ReportDifference::before));
    html.element("li", time("now", ReportDifference::after)).markup("</ul>\n");
    view.newlyBlocking().ifPresent(text -> html.element("p class=\"notice\"", text + "."));
    html.markup("</header>\n<main>\n");
    findings(html);
    hosts(html);
    out.append(html.markup("</main>\n</div>\n").toString()).append(page.foot());
  }

  /** When the last host was checked: "before 2026-11-23 20:36 UTC". */
  private Optional<String> time(
      String name, Function<ReportDifference, Optional<ComparedReport>> side) {
    return view.difference().hosts().stream()
        .flatMap(host -> side.apply(host).stream())
        .map(ComparedReport::startedAt)
        .max(Comparator.naturalOrder())
        .map(time -> name + " " + HtmlHost.TIME.format(time));
  }

  private void findings(Html html) {
    List<DifferenceView.Row> rows = view.grouped().reversed();
    if (rows.isEmpty()) {
      return;
    }
    String last = view.isOfOneHost() ? "what" : "hosts";
    begin(html, "Findings", "change", "before", "now", "rule", last);
    for (DifferenceView.Row row : rows) {
      DifferenceView.HostChange first = row.first();
      html.markup("<tr>").element("td", row.kind().id());
      html.element("td class=\"before\"", first.before()).markup("<td>");
      first
          .after()
          .ifPresentOrElse(
              mark -> html.element("span class=\"badge " + tone(mark) + "\"", mark.label()),
              () -> html.text("-"));
      html.markup("</td><th scope=\"row\">");
      rule(html, first.change().rule());
      html.markup("</th><td>");
      what(html, row);
      html.markup("</td></tr>\n");
    }
    html.markup("</tbody></table>\n");
  }

  private static String tone(Mark mark) {
    return switch (mark) {
      case PASS -> "ready";
      case FAIL -> "not-ready";
      case UNKNOWN, PENDING, WARN -> "undecided";
      case NOT_APPLICABLE, WAIVED, INFO, ASIDE -> "calm";
    };
  }

  private void rule(Html html, RuleId rule) {
    Optional<String> page = links.page(rule);
    page.ifPresent(url -> html.markup("<a href=\"").text(url).markup("\">"));
    html.element("span class=\"id\"", rule.value());
    page.ifPresent(_ -> html.markup("</a>"));
    html.element("span class=\"title\"", view.difference().titles().getOrDefault(rule, ""));
  }

  /** What was found, and on which hosts; of what is no finding any more only the hosts. */
  private void what(Html html, DifferenceView.Row row) {
    Map<RuleId, String> titles = view.difference().titles();
    Map<String, List<String>> hosts = new LinkedHashMap<>();
    boolean isOver =
        row.kind() == FindingChange.Kind.FIXED || row.kind() == FindingChange.Kind.GONE;
    for (DifferenceView.HostChange one : row.changes()) {
      hosts.computeIfAbsent(isOver ? "" : one.text(titles), _ -> new ArrayList<>()).add(one.host());
    }
    if (view.isOfOneHost()) {
      html.text(hosts.keySet().iterator().next());
      return;
    }
    if (hosts.size() == 1) {
      hosts.keySet().stream()
          .filter(text -> !text.isEmpty())
          .forEach(text -> html.element("p", text));
    }
    if (row.changes().size() <= FEW_HOSTS && hosts.size() == 1) {
      html.element("p class=\"on\"", String.join(", ", row.hosts()));
      return;
    }
    html.markup("<details><summary>");
    html.text(row.changes().size() + " hosts: " + FleetSummary.few(row.hosts(), FEW_HOSTS));
    html.markup("</summary>");
    hosts.forEach(
        (text, names) -> {
          if (hosts.size() > 1) {
            html.element("p", text);
          }
          names(html, names);
        });
    html.markup("</details>");
  }

  private void hosts(Html html) {
    List<DifferenceView.HostRow> rows = view.hostRows().reversed();
    if (rows.isEmpty()) {
      return;
    }
    begin(html, "Hosts", "hosts", "outcome", "names");
    for (DifferenceView.HostRow row : rows) {
      html.markup("<tr>")
          .element("th scope=\"row\"", row.label() + (row.hosts().size() == 1 ? "" : "s"))
          .markup("<td>")
          .element(
              "span class=\"badge " + row.outcome().id() + "\"", FleetSummary.words(row.outcome()))
          .markup("</td><td>");
      List<String> names = new ArrayList<>();
      for (int i = 0; i < row.hosts().size(); i++) {
        String rules = String.join(", ", row.blocking().get(i));
        names.add(row.hosts().get(i) + (rules.isEmpty() ? "" : ": " + rules));
      }
      names(html, names);
      html.markup("</td></tr>\n");
    }
    html.markup("</tbody></table>\n");
  }

  private static void names(Html html, List<String> names) {
    html.markup("<ul>\n");
    names.stream().limit(MOST_HOSTS).forEach(name -> html.element("li", name).markup("\n"));
    if (names.size() > MOST_HOSTS) {
      html.element("li", "and " + (names.size() - MOST_HOSTS) + " more");
    }
    html.markup("</ul>");
  }

  private static void begin(Html html, String title, String... columns) {
    html.element("h2", title).markup("<table class=\"rows changes\"><thead><tr>");
    for (String column : columns) {
      html.element("th scope=\"col\"", column);
    }
    html.markup("</tr></thead><tbody>\n");
  }
}
