package io.hostready.report;

import io.hostready.rule.ReleaseChange;
import io.hostready.rule.RuleId;
import io.hostready.run.CheckResult;
import io.hostready.run.FindingChange;
import io.hostready.run.HostIdentity;
import io.hostready.run.JudgedVersion;
import io.hostready.run.Outcome;
import io.hostready.run.UpgradeReport;
import io.hostready.text.Joined;
import io.hostready.text.VersionNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rehearsal of an upgrade as a page without a script: a matrix of hosts by versions, and below
 * it each host with what blocks a version and what the upgrade changes.
 */
public final class UpgradeHtml {

  private final List<UpgradeReport> hosts;
  private final List<String> names = new ArrayList<>();
  private final Html html = new Html();

  /** The headings of a host's parts, and of the rules in them. */
  private final String part;

  private final String rule;

  private UpgradeHtml(List<UpgradeReport> hosts) {
    this.hosts = hosts;
    HostNames unique = new HostNames();
    hosts.forEach(host -> names.add(unique.of(HostIdentity.of(host.host(), ""))));
    part = hosts.size() == 1 ? "h2" : "h4";
    rule = hosts.size() == 1 ? "h3" : "h5";
  }

  /** The page of all hosts. */
  public static String of(List<UpgradeReport> hosts) {
    return new UpgradeHtml(hosts).document();
  }

  private String document() {
    html.markup("<div class=\"page wide\">\n<header class=\"top\">");
    html.markup("<p class=\"brand\">hostready</p>\n");
    if (hosts.size() == 1) {
      UpgradeReport host = hosts.getFirst();
      html.markup("<h1><span class=\"host\">").text(names.getFirst()).markup("</span> ");
      html.element("span class=\"outcome\"", canRun(host.target().verdict()));
      html.markup(" ").text("Docker " + host.target().version()).markup("</h1>\n");
      html.element("p class=\"lead\"", sentence(host));
      facts(host);
    } else {
      html.element(
          "h1", count(Outcome.READY) + " of " + hosts.size() + " hosts can run the target version");
      html.element("p class=\"lead\"", tally());
    }
    html.markup("</header>\n<main>\n");
    matrix();
    if (hosts.size() == 1) {
      parts(hosts.getFirst());
    } else {
      html.element("h2", "Hosts");
      for (int i = 0; i < hosts.size(); i++) {
        details(i);
      }
    }
    html.markup("</main>\n</div>\n");
    Set<Outcome> outcomes = hosts.stream().map(UpgradeReport::outcome).collect(Collectors.toSet());
    String outcome = outcomes.isEmpty() ? "" : Outcome.worst(outcomes).id();
    HtmlPage page = HtmlPage.ofReport();
    return page.head("hostready: upgrade of Docker", outcome) + html + page.foot();
  }

  private long count(Outcome outcome) {
    return hosts.stream().filter(each -> each.outcome() == outcome).count();
  }

  /** Such as "8 cannot run it, 2 could not be checked". */
  private String tally() {
    String others =
        Stream.of(
                Map.entry(Outcome.NOT_READY, " cannot run it"),
                Map.entry(Outcome.UNDECIDED, " could not be checked"))
            .filter(each -> count(each.getKey()) > 0)
            .map(each -> count(each.getKey()) + each.getValue())
            .collect(Collectors.joining(", "));
    return "The target is the version that is requested or offered, or the newest release."
        + (others.isEmpty() ? "" : " " + others + ".");
  }

  private static String canRun(JudgedVersion.Verdict verdict) {
    return switch (verdict) {
      case RUNS -> "can run";
      case BLOCKED -> "cannot run";
      case UNDECIDED -> "may not run";
    };
  }

  /** "Docker: 28.3.0 is installed, 29.8.2 is offered; no rule blocks the upgrade, 5 changes." */
  private static String sentence(UpgradeReport host) {
    return "Docker: " + UpgradeText.versions(host) + "; " + UpgradeText.conclusion(host) + ".";
  }

  private void facts(UpgradeReport host) {
    html.markup("<ul class=\"facts\">");
    ResultWording.facts(host.host()).forEach(fact -> html.element("li", fact));
    html.markup("</ul>\n");
  }

  /** The versions between that installed and the target are the newest ones of release lines. */
  private void matrix() {
    Set<VersionNumber> lines =
        hosts.stream()
            .flatMap(host -> host.versions().stream().filter(each -> isBetween(host, each)))
            .map(JudgedVersion::version)
            .collect(Collectors.toCollection(TreeSet::new));
    html.markup("<div class=\"scroller\" tabindex=\"0\" role=\"region\"");
    html.markup(" aria-label=\"Versions\">\n<table class=\"rows versions\"><thead><tr>");
    for (String column : List.of("host", "installed", "target", "can run")) {
      html.element("th scope=\"col\"", column);
    }
    lines.forEach(version -> html.element("th scope=\"col\"", version.text()));
    html.markup("</tr></thead><tbody>\n");
    for (int i = 0; i < hosts.size(); i++) {
      html.markup("<tr><th scope=\"row\">");
      if (hosts.size() == 1) {
        html.text(names.get(i));
      } else {
        html.markup("<a href=\"#host-" + i + "\">").text(names.get(i)).markup("</a>");
      }
      html.markup("</th>");
      row(hosts.get(i), lines);
      html.markup("</tr>\n");
    }
    html.markup("</tbody></table></div>\n");
  }

  private void row(UpgradeReport host, Set<VersionNumber> lines) {
    cell("installed", version(host.installed()), Optional.empty());
    cell("target", host.target().version().text(), Optional.of(host.target()));
    cell("can run", version(host.newestThatRuns().map(JudgedVersion::version)), Optional.empty());
    for (VersionNumber version : lines) {
      cell(
          version.text(),
          "",
          host.versions().stream()
              .filter(each -> isBetween(host, each) && each.version().equals(version))
              .findFirst());
    }
  }

  private static String version(Optional<VersionNumber> version) {
    return version.map(VersionNumber::text).orElse("none");
  }

  private static boolean isBetween(UpgradeReport host, JudgedVersion judged) {
    return judged != host.target() && judged.origin() == JudgedVersion.Origin.RELEASE_LINE;
  }

  private void cell(String column, String text, Optional<JudgedVersion> judged) {
    html.markup("<td data-label=\"").text(column).markup("\">").text(text);
    judged.ifPresent(
        version -> {
          html.markup(text.isEmpty() ? "" : " ");
          badge(version);
        });
    html.markup("</td>");
  }

  private void badge(JudgedVersion judged) {
    html.element("span class=\"badge " + tone(judged) + "\"", judged.verdict().id());
  }

  private static String tone(JudgedVersion judged) {
    return switch (judged.verdict()) {
      case RUNS -> "ready";
      case BLOCKED -> "not-ready";
      case UNDECIDED -> "undecided";
    };
  }

  private void details(int index) {
    UpgradeReport host = hosts.get(index);
    html.markup("<details class=\"result " + tone(host.target()) + "\">");
    html.markup("<summary class=\"same\">");
    badge(host.target());
    html.markup("<span class=\"name\">").element("h3", names.get(index));
    html.element("span class=\"title\"", sentence(host)).markup("</span></summary>\n");
    html.markup("<div class=\"body\" id=\"host-" + index + "\">");
    facts(host);
    parts(host);
    html.markup("</div></details>\n");
  }

  private void parts(UpgradeReport host) {
    host.blockers().forEach((versions, rules) -> blockers(versions, rules));
    others(host.target());
    changes(host.target());
    if (!host.blockedAlready().isEmpty()) {
      List<String> rules = host.blockedAlready().stream().map(RuleId::value).toList();
      html.element(
          "p class=\"notice\"",
          "The installed version is blocked already: " + String.join(", ", rules) + ".");
    }
    if (host.outcome() != Outcome.READY) {
      html.element("p class=\"notice\"", UpgradeText.hold(host));
    }
  }

  private void blockers(List<JudgedVersion> versions, Set<RuleId> rules) {
    List<String> texts = versions.stream().map(each -> each.version().text()).toList();
    html.element(part, "Blocks Docker " + Joined.and(texts)).markup("\n");
    versions.getFirst().blockers().stream()
        .filter(result -> rules.contains(result.rule().id()))
        .forEach(this::blocker);
  }

  private void blocker(CheckResult result) {
    html.markup("<div class=\"sheet\">").element(rule, result.rule().id().value());
    html.markup("<dl>");
    row("problem", FindingText.problem(result));
    row("expected", ResultWording.line(result.finding().expected()));
    row(result.isUnknown() ? "unknown" : "found", ResultWording.line(result.reason()));
    row("why", ResultWording.line(result.rule().text().why()));
    result.rule().text().advice().general().ifPresent(advice -> row("advice", advice));
    html.markup("</dl></div>\n");
  }

  /** What does not block the target and differs from the installed version. */
  private void others(JudgedVersion target) {
    List<CheckResult> found = new ArrayList<>(target.others(FindingChange.Kind.NEW));
    found.addAll(target.others(FindingChange.Kind.CHANGED));
    if (found.isEmpty()) {
      return;
    }
    html.element(part, "Found with Docker " + target.version() + ", and does not block");
    html.markup("\n<div class=\"sheet\"><dl>");
    found.forEach(result -> row(result.level().id(), FindingText.problem(result)));
    html.markup("</dl></div>\n");
  }

  private void changes(JudgedVersion target) {
    if (target.releaseChanges().isEmpty()) {
      return;
    }
    html.element(part, "The upgrade to Docker " + target.version() + " changes");
    html.markup("\n<div class=\"sheet\"><dl>");
    for (ReleaseChange.OnHost each : target.releaseChanges()) {
      row(each.change().topic().id(), UpgradeText.sentence(each));
    }
    html.markup("</dl></div>\n");
  }

  private void row(String label, String text) {
    html.markup("<div>").element("dt", label).element("dd", text).markup("</div>");
  }
}
