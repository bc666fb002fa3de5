package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.rule.Level;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One host as a page: the outcome at the top, then blocking failures, warnings, optional features
 * and everything else, each verdict with what was read. All of it is there without the script,
 * which adds the filters. {@code hosts.js} makes the same of a host among many.
 */
final class HtmlHost implements ReportWriter {

  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Results under one heading. */
  private enum Part {
    BLOCKING("blocking", "Blocking failures"),
    WARNINGS("warnings", "Warnings"),
    OPTIONAL("optional", "Optional"),
    WAIVED("waived", "Waived"),
    PASSED("passed", "Passed"),
    NOT_APPLICABLE("not-applicable", "Not applicable");

    private final String id;
    private final String title;

    Part(String id, String title) {
      this.id = id;
      this.title = title;
    }

    static Part of(CheckResult result, HostReport report) {
      Part unmet =
          report.blocks(result) ? BLOCKING : result.level() == Level.OPTIONAL ? OPTIONAL : WARNINGS;
      return switch (result.verdict()) {
        case Verdict.Fail _, Verdict.Unknown _ -> unmet;
        case Verdict.Pass _ -> result.pending().isPresent() ? unmet : PASSED;
        case Verdict.Waived _ -> WAIVED;
        case Verdict.NotApplicable _ -> NOT_APPLICABLE;
      };
    }
  }

  private final Appendable out;
  private final RuleLinks links;

  HtmlHost(Medium medium) {
    out = medium.out();
    links = medium.links();
  }

  @Override
  public void add(HostReport report) throws IOException {
    HtmlPage page = HtmlPage.ofReport("page.js", "host.js");
    Html html = new Html();
    html.markup(
        "<a class=\"skip\" href=\"#results\">Skip to the results</a>\n<div class=\"page\">\n");
    header(html, report);
    html.markup("<main id=\"results\" tabindex=\"-1\">\n");
    for (Part part : Part.values()) {
      part(html, part, report);
    }
    html.markup("</main>\n");
    HtmlInventory.write(html, report.host());
    footer(html, report);
    html.markup("</div>\n");
    out.append(page.head(title(report), report.outcome().id()));
    out.append(html.toString());
    out.append(page.foot());
  }

  @Override
  public void end() {}

  private static String title(HostReport report) {
    return report.hostname() + " is " + words(report.outcome());
  }

  private static String words(Outcome outcome) {
    return outcome.id().replace('-', ' ');
  }

  private static void header(Html html, HostReport report) {
    html.markup("<header class=\"top\">\n<p class=\"brand\">hostready</p>\n");
    html.markup("<h1><span class=\"host\">").text(report.hostname()).markup("</span> is ");
    html.element("span class=\"outcome\"", words(report.outcome())).markup("</h1>\n");
    html.element("p class=\"lead\"", HtmlTally.sentence(report)).markup("\n");
    html.markup("<ul class=\"facts\">");
    ResultWording.facts(report.host()).forEach(fact -> html.element("li", fact));
    html.markup("</ul>\n");
    tally(html, HtmlTally.of(report));
    html.markup("</header>\n");
  }

  /** How many results there are of each kind, as a bar and in words. */
  private static void tally(Html html, Map<HtmlTally.Kind, Integer> counts) {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    html.markup("<div class=\"tally\"><svg class=\"bar\" viewBox=\"0 0 " + all + " 1\" ");
    html.markup("preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    int from = 0;
    for (Map.Entry<HtmlTally.Kind, Integer> each : counts.entrySet()) {
      html.markup("<rect class=\"" + each.getKey().id() + "\" x=\"" + from + "\" width=\"");
      html.markup(each.getValue() + "\" height=\"1\"/>");
      from += each.getValue();
    }
    html.markup("</svg><ul>");
    counts.forEach(
        (kind, count) -> {
          if (count > 0) {
            html.markup("<li class=\"" + kind.id() + "\"><b>" + count + "</b> ");
            html.text(kind.words()).markup("</li>");
          }
        });
    html.markup("</ul></div>\n");
  }

  private void part(Html html, Part part, HostReport report) {
    List<CheckResult> results =
        report.results().stream()
            .filter(result -> Part.of(result, report) == part)
            .sorted(order(part))
            .toList();
    if (results.isEmpty()) {
      return;
    }
    html.markup("<section class=\"part " + part.id + "\" aria-labelledby=\"" + part.id + "\">\n");
    html.markup("<h2 id=\"" + part.id + "\">" + part.title + " <span class=\"count\">");
    html.markup(results.size() + "</span></h2>\n");
    results.forEach(result -> HtmlResult.write(html, result, report, links, part == Part.BLOCKING));
    html.markup("</section>\n");
  }

  /** What is most urgent first; the rest in the order of the packs. */
  private static Comparator<CheckResult> order(Part part) {
    return part == Part.BLOCKING || part == Part.WARNINGS || part == Part.OPTIONAL
        ? Comparator.comparing((CheckResult result) -> Verdicts.rank(result))
            .thenComparing(CheckResult::level)
        : (_, _) -> 0;
  }

  private static void footer(Html html, HostReport report) {
    html.markup("<footer>\n<dl class=\"run\">\n");
    row(html, "checked at", TIME.format(report.run().timing().startedAt()));
    row(html, "duration", report.run().timing().duration().toMillis() + " ms");
    row(
        html,
        "host",
        report.host().source().isThisMachine()
            ? "this machine"
            : report.host().source().toString());
    row(html, "packs", String.join(", ", report.run().packs()));
    row(
        html,
        "blocking levels",
        Arrays.stream(Level.values())
            .filter(level -> level.isAtLeast(report.failOn()))
            .map(Level::id)
            .collect(Collectors.joining(", ")));
    row(html, "tool", "hostready " + report.run().version());
    report.run().parameters().values().forEach((name, value) -> row(html, name, value));
    html.markup("</dl>\n</footer>\n");
  }

  private static void row(Html html, String term, String meaning) {
    html.markup("<div>").element("dt", term).element("dd", meaning).markup("</div>\n");
  }
}
