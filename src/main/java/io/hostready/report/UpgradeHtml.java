package io.hostready.report;

import io.hostready.rule.ReleaseChange;
import io.hostready.run.CheckResult;
import io.hostready.run.JudgedVersion;
import io.hostready.run.Outcome;
import io.hostready.run.UpgradeReport;
import io.hostready.text.VersionNumber;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rehearsal of an upgrade as a page without a script: a matrix of hosts by versions, and below
 * it each host with what blocks a version and what the upgrade changes.
 */
public final class UpgradeHtml {

  private final List<UpgradeReport> hosts;
  private final Html html = new Html();

  private UpgradeHtml(List<UpgradeReport> hosts) {
    this.hosts = hosts;
  }

  /** The page of all hosts. */
  public static String of(List<UpgradeReport> hosts) {
    return new UpgradeHtml(hosts).document();
  }

  private String document() {
    HtmlPage page = HtmlPage.ofReport();
    long ready = hosts.stream().filter(each -> each.outcome() == Outcome.READY).count();
    html.markup("<div class=\"page wide\">\n<header class=\"top\">");
    html.markup("<p class=\"brand\">hostready</p>\n");
    html.element("h1", "Upgrade of Docker").markup("\n");
    html.element(
        "p class=\"lead\"",
        ready + " of " + Count.of(hosts.size(), "host") + " can run the target version.");
    html.markup("</header>\n<main>\n");
    matrix();
    for (int i = 0; i < hosts.size(); i++) {
      section(hosts.get(i), i);
    }
    html.markup("</main>\n</div>\n");
    Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    hosts.forEach(each -> outcomes.add(each.outcome()));
    String outcome = outcomes.isEmpty() ? "" : Outcome.worst(outcomes).id();
    return page.head("hostready: upgrade of Docker", outcome) + html + page.foot();
  }

  private void matrix() {
    Set<VersionNumber> versions =
        hosts.stream()
            .flatMap(host -> host.versions().stream())
            .map(JudgedVersion::version)
            .collect(Collectors.toCollection(TreeSet::new));
    html.markup("<table class=\"rows\"><thead><tr>");
    html.element("th scope=\"col\"", "host");
    html.element("th scope=\"col\"", "can run");
    versions.forEach(version -> html.element("th scope=\"col\"", version.text()));
    html.markup("</tr></thead><tbody>\n");
    for (int i = 0; i < hosts.size(); i++) {
      UpgradeReport host = hosts.get(i);
      html.markup("<tr><th scope=\"row\"><a href=\"#host-" + i + "\">");
      html.text(host.hostname()).markup("</a></th>");
      html.element("td", host.newestThatRuns().map(each -> each.version().text()).orElse("none"));
      versions.forEach(version -> cell(host, version));
      html.markup("</tr>\n");
    }
    html.markup("</tbody></table>\n");
  }

  private void cell(UpgradeReport host, VersionNumber version) {
    Optional<JudgedVersion> judged =
        host.versions().stream().filter(each -> each.version().equals(version)).findFirst();
    html.markup("<td>");
    judged.ifPresent(
        each -> {
          badge(each.verdict());
          if (each.origin() != JudgedVersion.Origin.RELEASE_LINE) {
            html.element("span class=\"sub\"", each.origin().id());
          }
        });
    html.markup("</td>");
  }

  private void badge(JudgedVersion.Verdict verdict) {
    String tone =
        switch (verdict) {
          case RUNS -> "ready";
          case BLOCKED -> "not-ready";
          case UNDECIDED -> "undecided";
        };
    html.element("span class=\"badge " + tone + "\"", verdict.id());
  }

  private void section(UpgradeReport host, int index) {
    html.markup("<section class=\"part\" aria-labelledby=\"host-" + index + "\">\n");
    html.markup("<h2 id=\"host-" + index + "\">").text(host.hostname()).markup("</h2>\n");
    html.markup("<ul class=\"facts\">");
    ResultWording.facts(host.host()).forEach(fact -> html.element("li", fact));
    html.markup("</ul>\n");
    html.element(
        "p",
        "Docker "
            + host.target().version()
            + " ("
            + host.target().verdict().id()
            + "): "
            + UpgradeText.conclusion(host)
            + ".");
    for (JudgedVersion judged : host.versions()) {
      if (!judged.blockers().isEmpty()) {
        html.element("h3", "Blocks Docker " + judged.version());
        judged.blockers().forEach(this::blocker);
      }
    }
    changes(host.target());
    if (host.outcome() != Outcome.READY) {
      html.element("p", UpgradeText.hold(host));
    }
    html.markup("</section>\n");
  }

  private void blocker(CheckResult result) {
    html.markup("<div class=\"sheet\"><h4>").text(result.rule().id().value());
    html.markup("</h4><dl>");
    row("problem", FindingText.problem(result));
    row("expected", ResultWording.line(result.finding().expected()));
    row("found", ResultWording.line(result.reason()));
    row("why", ResultWording.line(result.rule().text().why()));
    result.rule().text().advice().general().ifPresent(advice -> row("advice", advice));
    html.markup("</dl></div>\n");
  }

  private void changes(JudgedVersion target) {
    if (target.releaseChanges().isEmpty()) {
      return;
    }
    html.element("h3", "The upgrade to Docker " + target.version() + " changes");
    html.markup("<div class=\"sheet\"><dl>");
    for (ReleaseChange.OnHost each : target.releaseChanges()) {
      row(each.change().topic().id(), UpgradeText.sentence(each));
    }
    html.markup("</dl></div>\n");
  }

  private void row(String label, String text) {
    html.markup("<div>").element("dt", label).element("dd", text).markup("</div>");
  }
}
