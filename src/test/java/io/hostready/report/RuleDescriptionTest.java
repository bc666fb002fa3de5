package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.host.Host;
import io.hostready.rule.RuleBook;
import io.hostready.rule.RuleDirectory;
import io.hostready.rule.Selection;
import io.hostready.yaml.Parameters;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RuleDescriptionTest {

  private static final RuleBook BOOK =
      RuleBook.read(
          Host.localFiles(),
          List.of(new RuleDirectory(Project.DIRECTORY.resolve("rules").toString(), "rules", true)));

  private static final Parameters PARAMETERS =
      Selection.proving(BOOK, List.copyOf(BOOK.packs().keySet()), List.of(), Map.of()).defaults();

  /** A value of the host, such as {mtu}; a script has ${x} and {{.Driver}}. */
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<![{$])\\{[a-z][a-z-]*\\}");

  private static String page(String id) {
    return RuleDescription.of(BOOK.find(id).orElseThrow(), PARAMETERS);
  }

  @Test
  void aNestedCriterionIsAnIndentedList() {
    String page = page("docker-package-installed");
    assertTrue(
        page.contains(
            """
                       - all of:
                         - /proc/1/comm exists
                         - one of:
                           - /var/lib/dpkg/status does not exist
            """
                .indent(0)),
        page);
    String expected = page.substring(page.indexOf("\nexpected "), page.indexOf("\nby hand "));
    assertFalse(expected.contains("one of ("), expected);
  }

  @Test
  void aValueOfTheHostHasANameAndAMeaning() {
    String page = page("bridge-mtu-fits-default-route");
    assertTrue(page.contains("larger than <mtu>, the MTU of <interface>"), page);
    assertTrue(
        page.contains("values     <interface>: its name, such as eth0 (default route)\n"), page);
    assertTrue(
        page.contains("           <mtu>: the interface's MTU, in bytes (default route)\n"), page);
  }

  @Test
  void noRuleShowsARawPlaceholder() {
    Map<String, String> site = new RuleSite(BOOK).pages(List.of());
    BOOK.rules()
        .keySet()
        .forEach(
            id -> {
              String page = page(id.value()).replaceAll("(?ms)^runs .*?(?=^advice)", "");
              assertFalse(PLACEHOLDER.matcher(page).find(), page);
              String html = site.get(RuleLinks.path(id)).replaceAll("(?s)<style>.*?</style>", "");
              html = html.replaceAll("(?s)>What the proof runs<.*?</section>", "");
              assertFalse(PLACEHOLDER.matcher(html).find(), html);
            });
  }
}
