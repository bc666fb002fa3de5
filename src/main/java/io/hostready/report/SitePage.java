package io.hostready.report;

import io.hostready.rule.Rule;
import java.util.List;
import java.util.Optional;

/** What the pages of a site of rules have in common: a path to the index, a heading, and lists. */
final class SitePage {

  /** At the start of every page. */
  static final String BRAND = "<header><p class=\"brand\">hostready</p></header>";

  private static final List<String> STYLES = List.of("base.css", "site.css");
  private static final HtmlPage PLAIN = new HtmlPage(STYLES, List.of());
  private static final HtmlPage WITH_SEARCH = new HtmlPage(STYLES, List.of("page.js", "site.js"));

  private final Html html = new Html();
  private final HtmlPage page;
  private final String title;

  /**
   * A page that is in a directory of the site.
   *
   * @param topic the topic that the page belongs to
   */
  SitePage(String title, Optional<String> topic) {
    page = PLAIN;
    this.title = title;
    begin();
    html.markup("<nav aria-label=\"Site\"><a href=\"../index.html\">Rules</a>");
    topic.ifPresent(
        name -> {
          html.markup(" › <a href=\"../topic/").text(name).markup(".html\">").text(name);
          html.markup("</a>");
        });
    html.markup("</nav>\n<main>\n");
  }

  /** The index. */
  SitePage(String title) {
    page = WITH_SEARCH;
    this.title = title;
    begin();
    html.markup("<main id=\"rules\">\n");
  }

  private void begin() {
    html.markup("<div class=\"page\">\n" + BRAND + "\n");
  }

  Html html() {
    return html;
  }

  /** Begins a section with a heading that a link can name. */
  void section(String id, String heading) {
    html.markup("<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">");
    html.text(heading).markup("</h2>\n");
  }

  void endSection() {
    html.markup("</section>\n");
  }

  /**
   * A line about a rule in a list.
   *
   * @param up the path from the page to the index, such as "../"
   * @param words the text that the search uses; empty on pages without a search
   */
  void item(Rule rule, String level, String up, String words) {
    html.markup("<li");
    if (!words.isEmpty()) {
      html.markup(" data-words=\"").text(words).markup("\"");
    }
    html.markup("><a href=\"" + up + RuleLinks.path(rule.id()) + "\">");
    html.text(rule.id().value()).markup("</a> ");
    html.element("span class=\"level " + level + "\"", level).markup(" ");
    html.element("span class=\"title\"", rule.text().title()).markup("</li>\n");
  }

  /** The document. */
  String document() {
    return page.head(title, "") + html + "</main>\n</div>\n" + page.foot();
  }
}
