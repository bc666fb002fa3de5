package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import java.util.Collections;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;

/** What CommonMark's own reader makes of the report. */
class MarkdownReportTest {

  private static String html(String markdown) {
    List<org.commonmark.Extension> tables = List.of(TablesExtension.create());
    return HtmlRenderer.builder()
        .extensions(tables)
        .build()
        .render(Parser.builder().extensions(tables).build().parse(markdown));
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Test
  void whatAHostSaysIsNoMarkup() {
    String html =
        html(Reports.document("markdown", Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE)));
    assertFalse(html.contains("<b onclick"), html);
    assertFalse(html.contains("<a "), html);
    assertFalse(html.contains("</script>"), html);
    assertTrue(html.contains("<code>"), html);
    assertTrue(html.contains("&lt;/script&gt;&lt;!--]]&gt;&amp;amp;&lt;b"), html);
    assertEquals(1, count(html, "<table>"), html);
    assertEquals(1 + 15, count(html, "<tr>"), html);
    assertEquals(1 + 3, count(html, "<h2>") + count(html, "<h1>"), html);
    for (String heading : java.util.List.of("Blocking failures", "Warnings", "Optional")) {
      assertEquals(1, count(html, "<h2>" + heading + "</h2>"), html);
    }
    assertEquals(6, count(html, "<h3>"), html);
  }

  @Test
  void failuresThatBlockComeFirst() {
    String document = Reports.document("markdown", Reports.everyVerdict(Level.REQUIRED, "text"));
    int last = 0;
    for (String heading :
        List.of(
            "\n## Blocking failures\n\n### `required-fail`: fail",
            "\n### `required-unknown`: unknown",
            "\n## Warnings\n\n### `recommended-fail`: fail",
            "\n### `recommended-unknown`: unknown",
            "\n## Optional\n\n### `optional-fail`: fail",
            "\n### `optional-unknown`: unknown")) {
      int at = document.indexOf(heading);
      assertTrue(at > last, () -> heading + " in " + document);
      last = at;
    }
  }

  @Test
  void ofSeveralHostsTheRulesAreCounted() {
    HostReport bad = Reports.everyVerdict(Level.REQUIRED, "|`x`|");
    HostReport good = bad.with(bad.results().subList(0, 1));
    String html = html(Reports.document("markdown", bad, good, bad));
    assertTrue(html.contains("<h1>hostready: 1 of 3 hosts are ready</h1>"), html);
    assertEquals(2, count(html, "<table>"), html);
    assertEquals(1 + 2 + 1 + 6, count(html, "<tr>"), html);
    // The bars in the hosts' name are text, and no row has a cell too many or too few.
    assertEquals(2 * 5 + 6 * 6, count(html, "<td"), html);
    assertEquals(
        6,
        count(html, "<td align=\"right\">2</td>\n<td align=\"right\">0</td>")
            + count(html, "<td align=\"right\">0</td>\n<td align=\"right\">2</td>"),
        html);
  }

  @Test
  void aThousandHostsStayShort() {
    HostReport bad = Reports.everyVerdict(Level.REQUIRED, "");
    String document =
        Reports.document("markdown", Collections.nCopies(1000, bad).toArray(HostReport[]::new));
    assertTrue(document.contains("\nand 500 more.\n"), "no cut");
    assertTrue(document.length() < 1 << 19, () -> "long: " + document.length());
  }

  @Test
  void everyHostIsShown() {
    Project.ProgramRun ran = Project.hostready(Consumer.checkAll("--format", "markdown"));
    assertTrue(ran.out().startsWith("# hostready: "), ran.out());
    assertEquals("", ran.err());
  }
}
