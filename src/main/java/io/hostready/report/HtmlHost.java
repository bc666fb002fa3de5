package io.hostready.report;

import io.hostready.expect.Verdict;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One host as a page: what came of it at the top, then what stands in the way, then everything
 * else, each verdict with what was read. All of it is there without the script, which adds the
 * filters. {@code hosts.js} makes the same of a host among many.
 */
final class HtmlHost implements ReportWriter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Results under one heading. */
  private enum Part {
    IN_THE_WAY("in-the-way", "What stands in the way"),
    ASIDE("aside", "What else was found"),
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
      boolean waits = result.pending().isPresent();
      return switch (result.verdict()) {
        case Verdict.Fail _, Verdict.Unknown _ -> report.counts(result) ? IN_THE_WAY : ASIDE;
        case Verdict.Pass _ -> waits ? (report.counts(result) ? IN_THE_WAY : ASIDE) : PASSED;
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
    html.element("p class=\"lead\"", lead(report)).markup("\n");
    html.markup("<ul class=\"facts\">");
    ResultWording.facts(report.host()).forEach(fact -> html.element("li", fact));
    html.markup("</ul>\n");
    tally(html, report.summary());
    html.markup("</header>\n");
  }

  /** What counts, in a sentence. */
  private static String lead(HostReport report) {
    int fail = 0;
    int unknown = 0;
    int waiting = 0;
    int aside = 0;
    for (CheckResult result : report.results()) {
      if (!report.counts(result)) {
        aside += result.fails() || result.isUnknown() ? 1 : 0;
      } else if (result.pending().isPresent()) {
        waiting++;
      } else {
        fail += result.fails() ? 1 : 0;
        unknown += result.isUnknown() ? 1 : 0;
      }
    }
    List<String> parts = new ArrayList<>();
    if (fail > 0) {
      parts.add(fail == 1 ? "1 rule that counts fails" : fail + " rules that count fail");
    }
    if (unknown > 0) {
      parts.add(unknown + " could not be read");
    }
    if (waiting > 0) {
      parts.add(waiting + (waiting == 1 ? " waits" : " wait") + " for a reboot or a new login");
    }
    String sentence = parts.isEmpty() ? "Every rule that counts holds" : String.join(", ", parts);
    return sentence + "." + (aside > 0 ? " " + aside + " more to look at without hurry." : "");
  }

  /** How often each verdict was given, as a bar and in words. */
  private static void tally(Html html, Map<String, Integer> summary) {
    int all = summary.values().stream().mapToInt(Integer::intValue).sum();
    html.markup("<div class=\"tally\"><svg class=\"bar\" viewBox=\"0 0 " + all + " 1\" ");
    html.markup("preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    int from = 0;
    for (String word : Verdicts.WORST_FIRST) {
      int count = summary.get(word);
      html.markup("<rect class=\"" + word + "\" x=\"" + from + "\" width=\"" + count);
      html.markup("\" height=\"1\"/>");
      from += count;
    }
    html.markup("</svg><ul>");
    for (String word : Verdicts.WORST_FIRST) {
      if (summary.get(word) > 0) {
        html.markup("<li class=\"" + word + "\"><b>" + summary.get(word) + "</b> ");
        html.text(Verdicts.shown(word)).markup("</li>");
      }
    }
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
    results.forEach(
        result -> HtmlResult.write(html, result, report, links, part == Part.IN_THE_WAY));
    html.markup("</section>\n");
  }

  /** What is most urgent first; the rest in the order of the packs. */
  private static Comparator<CheckResult> order(Part part) {
    return part == Part.IN_THE_WAY || part == Part.ASIDE
        ? Comparator.comparing((CheckResult result) -> Verdicts.rank(result))
            .thenComparing(CheckResult::level)
        : (_, _) -> 0;
  }

  private static void footer(Html html, HostReport report) {
    html.markup("<footer>\n<dl class=\"run\">\n");
    row(html, "checked at", TIME.format(report.run().timing().startedAt()));
    row(html, "in", report.run().timing().duration().toMillis() + " ms");
    row(
        html,
        "from",
        report.host().source().isThisMachine()
            ? "the machine itself"
            : report.host().source().toString());
    row(html, "packs", String.join(", ", report.run().packs()));
    row(
        html,
        "counts",
        report.failOn().id()
            + (report.failOn() == io.hostready.rule.Level.REQUIRED ? "" : " and stronger"));
    row(html, "by", "hostready " + report.run().version());
    report.run().parameters().values().forEach((name, value) -> row(html, name, value));
    html.markup("</dl>\n</footer>\n");
  }

  private static void row(Html html, String term, String meaning) {
    html.markup("<div>").element("dt", term).element("dd", meaning).markup("</div>\n");
  }
}
