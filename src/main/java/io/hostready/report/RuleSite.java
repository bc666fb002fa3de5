package io.hostready.report;

import io.hostready.rule.Level;
import io.hostready.rule.ParameterDeclaration;
import io.hostready.rule.Rule;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleId;
import io.hostready.rule.RulePack;
import io.hostready.rule.RuleSearch;
import io.hostready.rule.Selection;
import io.hostready.run.RuleTests;
import io.hostready.yaml.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Static pages about rules, for a browser or a web server: an index with a search, a page for each
 * rule, topic and pack. They need nothing from the network and no script; the same rules make the
 * same pages.
 */
public final class RuleSite {

  /** A link from the index to another page; never to a directory outside of the site. */
  private static final Pattern PAGE =
      Pattern.compile("<a href=\"((?:rule|topic|pack)/[^\"/<>&]+\\.html)\"");

  private final RuleBook book;
  private final Map<String, List<Rule>> topics = new TreeMap<>();

  public RuleSite(RuleBook book) {
    this.book = book;
    for (Rule rule : book.rules().values()) {
      topics.computeIfAbsent(rule.topic(), _ -> new ArrayList<>()).add(rule);
    }
  }

  /**
   * The documents by their paths in the site, sorted.
   *
   * @param examples the results of rules on example hosts
   */
  public Map<String, String> pages(List<RuleTests.Outcome> examples) {
    Map<String, String> pages = new TreeMap<>();
    pages.put("index.html", index());
    topics.forEach((topic, rules) -> pages.put("topic/" + topic + ".html", topic(topic, rules)));
    book.packs().values().forEach(pack -> pages.put("pack/" + pack.name() + ".html", pack(pack)));
    Map<RuleId, List<RuleTests.Outcome>> examplesOf =
        examples.stream().collect(Collectors.groupingBy(one -> one.situation().rule()));
    Parameters parameters =
        Selection.proving(book, List.copyOf(book.packs().keySet()), List.of(), Map.of()).defaults();
    for (Rule rule : book.rules().values()) {
      pages.put(
          RuleLinks.path(rule.id()),
          RulePage.document(book, parameters, rule, examplesOf.getOrDefault(rule.id(), List.of())));
    }
    return pages;
  }

  /** The paths of the other pages that an earlier index lists. */
  public static Set<String> pagesOf(String index) {
    return PAGE.matcher(index)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a document is a page of a site, and not another file. */
  public static boolean isPage(String document) {
    return document.contains(SitePage.BRAND);
  }

  private String index() {
    SitePage page = new SitePage("hostready rules");
    Html html = page.html();
    html.element("h1", "Rules");
    html.element(
        "p class=\"lead\"",
        "%d rules check whether a Linux host is ready for Docker and Kubernetes."
            .formatted(book.rules().size()));
    html.markup("\n<nav aria-label=\"Packs\"><ul class=\"packs\">\n");
    for (RulePack pack : new TreeMap<>(book.packs()).values()) {
      html.markup("<li><a href=\"pack/").text(pack.name()).markup(".html\">").text(pack.name());
      html.markup("</a> ").element("span class=\"title\"", pack.title()).markup("</li>\n");
    }
    html.markup("</ul></nav>\n");
    topics.forEach(
        (topic, rules) -> {
          html.markup("<section class=\"topic\" aria-labelledby=\"topic-").text(topic);
          html.markup("\"><h2 id=\"topic-").text(topic).markup("\"><a href=\"topic/").text(topic);
          html.markup(".html\">").text(topic).markup("</a></h2>\n<ul class=\"rules\">\n");
          rules.forEach(rule -> page.item(rule, level(rule), "", RuleSearch.text(rule)));
          html.markup("</ul></section>\n");
        });
    return page.document();
  }

  private String topic(String topic, List<Rule> rules) {
    SitePage page = new SitePage("Rules about " + topic + " - hostready", Optional.empty());
    Html html = page.html();
    html.element("h1", topic).element("p class=\"lead\"", rules.size() + " rules.");
    html.markup("\n<ul class=\"rules\">\n");
    rules.forEach(rule -> page.item(rule, level(rule), "../", ""));
    html.markup("</ul>\n");
    return page.document();
  }

  private String pack(RulePack pack) {
    SitePage page = new SitePage("Pack " + pack.name() + " - hostready", Optional.empty());
    Html html = page.html();
    html.element("h1", pack.name()).element("p class=\"lead\"", pack.title() + ".");
    html.markup("\n");
    for (String base : pack.extended()) {
      html.markup("<p>Includes the rules of <a href=\"").text(base).markup(".html\">");
      html.text(base).markup("</a>.</p>\n");
    }
    html.markup("<ul class=\"commands\"><li><code>").text("hostready check --pack " + pack.name());
    html.markup("</code></li></ul>\n");
    if (!pack.parameters().isEmpty()) {
      page.section("parameters", "Parameters");
      html.markup("<dl>\n");
      pack.parameters().forEach(parameter -> write(html, parameter));
      html.markup("</dl>\n");
      page.endSection();
    }
    page.section("rules", "Rules");
    html.markup("<ul class=\"rules\">\n");
    for (RulePack.Entry entry : pack.entries()) {
      Rule rule = book.rules().get(entry.rule());
      page.item(rule, entry.level().map(Level::id).orElse(level(rule)), "../", "");
    }
    html.markup("</ul>\n");
    page.endSection();
    return page.document();
  }

  /** A parameter as a term of a list, with its default. */
  static void write(Html html, ParameterDeclaration parameter) {
    html.markup("<div><dt><code>")
        .text("--set " + parameter.name() + "=" + parameter.defaultValue());
    html.markup("</code></dt>").element("dd", parameter.description()).markup("</div>\n");
  }

  private static String level(Rule rule) {
    return rule.levels().strongest().id();
  }
}
