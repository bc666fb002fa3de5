package io.hostready.report;

import io.hostready.probe.Evidence;
import io.hostready.rule.RuleSummary;
import io.hostready.run.CheckResult;
import io.hostready.run.HostReport;
import java.util.List;

/** One result on a page: a line that opens to all that is known about it. */
final class HtmlResult {

  private HtmlResult() {}

  static void write(
      Html html, CheckResult result, HostReport report, RuleLinks links, boolean open) {
    RuleSummary rule = result.rule();
    String verdict = result.verdict().id();
    html.markup("<details class=\"result " + verdict);
    html.markup(result.pending().isPresent() ? " pending" : "");
    html.markup(report.blocks(result) ? " counts" : "")
        .markup("\" id=\"rule-")
        .text(rule.id().value());
    html.markup("\" data-rule=\"").text(rule.id().value());
    html.markup("\" data-verdict=\"" + verdict + "\" data-level=\"" + result.level().id());
    html.markup("\" data-topic=\"").text(rule.topic()).markup(open ? "\" open>" : "\">");
    html.markup("<summary>");
    html.element("span class=\"badge\"", Verdicts.badge(result));
    html.markup("<span class=\"name\">").element("h3", rule.id().value());
    html.element("span class=\"title\"", heading(result)).markup("</span>");
    html.markup("<span class=\"tags\">").element("span class=\"level\"", result.level().id());
    html.element("span class=\"topic\"", rule.topic()).markup("</span></summary>\n");
    html.markup("<div class=\"body\"><dl>\n");
    row(html, "expected", result.finding().expected());
    row(html, found(verdict), result.reason());
    result.disagreement().ifPresent(said -> row(html, "note", said));
    row(html, "why", rule.text().why());
    toDo(html, result, report);
    html.markup("</dl>\n");
    read(html, result.finding().evidence());
    references(html, rule, links);
    html.markup("</div></details>\n");
  }

  /** What is wrong with the host, or the title of the rule. */
  private static String heading(CheckResult result) {
    return result.fails() ? ResultWording.problem(result) : result.rule().text().title();
  }

  /** The label of the reason for a verdict. */
  private static String found(String verdict) {
    return switch (verdict) {
      case "unknown" -> "unknown";
      case "not-applicable" -> "reason";
      case "waived" -> "waived";
      default -> "found";
    };
  }

  private static void row(Html html, String term, String meaning) {
    if (!meaning.isBlank()) {
      html.markup("<div class=\"" + term + "\">").element("dt", term).element("dd", meaning);
      html.markup("</div>\n");
    }
  }

  /** The program's own fix, with the command to run on that host, and the advice. */
  private static void toDo(Html html, CheckResult result, HostReport report) {
    result
        .rule()
        .fix()
        .filter(_ -> result.fails())
        .ifPresent(
            remedy -> {
              html.markup("<div class=\"todo fix\"><dt>fix</dt><dd><p>").text(remedy.summary());
              html.markup(" <span class=\"risk " + remedy.risk().id() + "\">risk: ");
              html.markup(remedy.risk().id() + "</span></p>");
              if (!report.host().source().isThisMachine()) {
                html.element("p", "On the host, as root:");
              }
              html.element("code class=\"command\"", "hostready fix " + result.rule().id().value());
              html.markup("</dd></div>\n");
            });
    result
        .rule()
        .text()
        .advice()
        .general()
        .filter(_ -> result.fails() || result.isUnknown())
        .ifPresent(
            advice -> {
              html.markup("<div class=\"todo advice\"><dt>advice</dt>").element("dd", advice);
              html.markup("</div>\n");
            });
  }

  /** What was read, as a table. */
  static void read(Html html, List<Evidence> evidence) {
    if (evidence.isEmpty()) {
      return;
    }
    html.markup("<table class=\"read\"><thead><tr><th scope=\"col\">File</th>");
    html.markup("<th scope=\"col\">Key</th><th scope=\"col\">Value</th></tr></thead><tbody>\n");
    for (Evidence one : evidence) {
      html.markup("<tr><td>").text(one.source());
      one.line().ifPresent(line -> html.markup(":" + line));
      html.markup("</td><td>").text(one.subject());
      String value = one.value();
      html.markup(value == null ? "</td><td class=\"absent\">not found" : "</td><td>");
      html.text(value == null ? "" : value).markup("</td></tr>\n");
    }
    html.markup("</tbody></table>\n");
  }

  private static void references(Html html, RuleSummary rule, RuleLinks links) {
    html.markup("<p class=\"more\">").text("rule in " + rule.file() + ":" + rule.line());
    for (String reference : links.references(rule)) {
      html.markup(" · ").reference(reference);
    }
    html.markup("</p>\n");
  }
}
